using Ipc.Measurement;
using Ipc.Measurement.DotNetClasses;

namespace Ipc.Tests.Measurement;

public sealed class DotNetClassTests
{
    private static readonly BenchmarkOptions Few = new() { Runs = 1, Samples = 20, WarmUp = 3, Batches = 2 };

    [Theory]
    [InlineData(DotNetEnd.AnonymousPipe, 100_001, Metric.Throughput)]
    [InlineData(DotNetEnd.NamedPipe, 13, Metric.Latency)]
    [InlineData(DotNetEnd.UnixSocket, 1, Metric.Throughput)]
    [InlineData(DotNetEnd.MappedFile, 1, Metric.Latency)]
    public void A_class_carries_its_messages_whole(string name, int bytes, Metric metric)
    {
        var place = name == DotNetEnd.MappedFile ? Placement.TwoCpus : Placement.OneCpu;
        Assert.SkipWhen(place == Placement.TwoCpus && Benchmark.Cpus < 2, "who spins needs a CPU of its own");
        var result = Benchmark.Measure(new(name, bytes, place, metric), Few);
        Assert.Null(result.NotMeasured);
        Assert.InRange(result.Samples, 1, metric == Metric.Latency ? Few.Samples : Few.Batches);
        Assert.True(0 < result.Min && result.Min <= result.P50 && result.P50 <= result.Max && result.Cpu > 0, $"{result}");
        Assert.Equal(metric == Metric.Throughput, result.MebibytesPerSecond is not null);
        Assert.Null(result.Calls);
    }

    // Two processes that share one CPU and wait for each other in the kernel have to give it away.
    [Fact]
    public void Its_processes_sleep_for_each_other_on_one_CPU() =>
        Assert.InRange(Benchmark.Measure(new(DotNetEnd.UnixSocket), Few with { Samples = 200 }) is var result ? result.Switches + result.Preemptions : 0, 1, 10);

    [Fact]
    public void A_message_that_comes_back_wrong_is_noticed()
    {
        var error = Assert.Throws<MeasurementException>(() => Benchmark.Measure(new(DotNetEnd.AnonymousPipe), Few with { Fault = Fault.WrongPayload }));
        Assert.Contains("did not come as it was sent", error.Message, StringComparison.Ordinal);
    }

    // It must be the deadline that ends it, and both programs.
    [Fact]
    public void One_that_does_not_answer_is_killed_with_the_one_that_waits()
    {
        Assert.Throws<Ipc.Children.ChildDeadlineException>(() => Benchmark.Measure(new(DotNetEnd.NamedPipe), Few with { Fault = Fault.Silent, Deadline = TimeSpan.FromSeconds(2) }));
        Assert.True(SpinWait.SpinUntil(() => !Programs().Any(), TimeSpan.FromSeconds(10)), string.Join(", ", Programs()));
        static IEnumerable<string> Programs() => Ipc.ProcFs.ProcessTree.All().Select(process => $"{process.Pid} {CommandLine(process.Pid)}").Where(line => line.Contains(DotNetEnd.NamedPipe, StringComparison.Ordinal));
        static string CommandLine(int pid)
        {
            try
            {
                return File.ReadAllText($"/proc/{pid}/cmdline").Replace('\0', ' ');
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return "";
            }
        }
    }

    [Fact]
    public void What_it_is_not_for_is_said()
    {
        Assert.Contains("queue", Benchmark.Measure(new(DotNetEnd.MappedFile, 64, Placement.TwoCpus, Metric.Throughput)).NotMeasured, StringComparison.Ordinal);
        Assert.Contains("intended", OpenLoop.Measure(new(DotNetEnd.AnonymousPipe), 1000).NotMeasured, StringComparison.Ordinal);
        Assert.Contains("C", CTwin.Compare(new(DotNetEnd.AnonymousPipe)).NotMeasured, StringComparison.Ordinal);
    }
}
