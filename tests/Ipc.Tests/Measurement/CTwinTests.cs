using Ipc.Children.CSource;
using Ipc.Measurement;
using Ipc.Measurement.Mechanisms;
using Ipc.Native;

namespace Ipc.Tests.Measurement;

public sealed class CTwinTests
{
    private static readonly BenchmarkOptions Few = new() { Runs = 1, Samples = 20, WarmUp = 3, Batches = 2 };

    public static TheoryData<string> Names => [.. MeasuredMechanisms.All.OfType<RecordedMechanism>().Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_measurement_compiles_as_C_and_runs_over_the_same_mechanism_as_often_as_one_likes(string name)
    {
        Assert.SkipUnless(CTwin.IsPossible, "no cc: the C program cannot be compiled here");
        var mechanism = MeasuredMechanisms.Find(name);
        BenchmarkCase one = new(name, (int)(mechanism.Longest?.Bytes is < 8 and var least ? least : 8), mechanism.Spins ? Placement.TwoCpus : Placement.OneCpu);
        Assert.SkipWhen(Benchmark.WhyNot(one) is not null, $"{Benchmark.WhyNot(one)}");
        using var program = Make(one, Few);
        using var compiled = new CompiledProgram(program.InC(), ["-O2"]);
        Assert.Equal("", compiled.Compiler.StandardError);
        Assert.All(new[] { program.Run(), program.Run(compiled.Run), program.Run(), program.Run(compiled.Run) }, raw =>
        {
            Assert.InRange(raw.Nanoseconds.Count, 1, Few.Samples);
            Assert.All(raw.Nanoseconds, time => Assert.True(time > 0));
        });
    }

    [Fact]
    public void A_wrong_message_is_noticed_in_C_as_well()
    {
        Assert.SkipUnless(CTwin.IsPossible, "no cc: the C program cannot be compiled here");
        BenchmarkCase one = new("pipe");
        using var program = Make(one, Few with { Fault = Fault.WrongPayload });
        using var compiled = new CompiledProgram(program.InC(), ["-O2"]);
        Assert.Equal($"{one}: a message did not come as it was sent", Assert.Throws<MeasurementException>(() => program.Run(compiled.Run)).Message);
    }

    [Fact]
    public void The_ratio_lies_in_its_interval_and_comes_from_alternating_pairs()
    {
        Assert.SkipUnless(CTwin.IsPossible, "no cc: the C program cannot be compiled here");
        var seen = CTwin.Compare(new("eventfd", 8));
        Assert.Null(seen.NotMeasured);
        Assert.True(seen.Pairs >= 11 && seen.CSharp > 0 && seen.C > 0 && seen.Low <= seen.Ratio && seen.Ratio <= seen.High, $"{seen}");
        Assert.Equal(seen.High <= seen.Limit ? "within" : seen.Low > seen.Limit ? "over" : "not decided here", seen.Outcome);
    }

    [Fact]
    public void What_cannot_be_measured_is_not_compiled_either() =>
        Assert.Contains("8 bytes", CTwin.Compare(new("futex", 64)).NotMeasured, StringComparison.Ordinal);

    [Fact]
    public void The_limits_are_those_of_the_issue()
    {
        double Limit(string name, int bytes) => CTwin.LimitOf(new(name, bytes));
        Assert.Equal((1.03, 1.05, 1.03), (Limit("pipe", 64), Limit("pipe", 4096), Limit("pipe", 64 * 1024)));
        Assert.Equal(1.05, Limit("shared memory, POSIX, spinning", 64));
    }

    [Fact]
    public void A_sample_costs_more_than_the_clock_alone_and_allocates_nothing()
    {
        var limits = MachineLimits.Measure();
        Assert.True(limits.Sample > 0, $"{limits}");
        Assert.InRange(limits.SampleFaults, 0, 100); // of ten thousand samples
    }

    private static BenchmarkProgram Make(BenchmarkCase one, BenchmarkOptions options) =>
        BenchmarkProgram.Make(one, (RecordedMechanism)MeasuredMechanisms.Find(one.Mechanism), options, Sched.CpusOf(Environment.ProcessId));
}
