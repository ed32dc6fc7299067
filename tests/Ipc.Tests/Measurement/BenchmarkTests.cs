using Ipc.Children;
using Ipc.Hangs;
using Ipc.Measurement;
using Ipc.Measurement.Mechanisms;

namespace Ipc.Tests.Measurement;

public sealed class BenchmarkTests
{
    private static readonly BenchmarkOptions Few = new() { Runs = 1, Samples = 20, WarmUp = 3, Batches = 2 };

    public static TheoryData<string> Names => [.. MeasuredMechanisms.All.OfType<RecordedMechanism>().Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_mechanism_carries_its_messages_whole_or_says_why_not(string name)
    {
        foreach (var placement in Enum.GetValues<Placement>())
        {
            foreach (var metric in Enum.GetValues<Metric>())
            {
                var results = new[] { 8, 1 << 20 }.Select(bytes => Benchmark.Measure(new(name, bytes, placement, metric), Few)).ToList();
                Assert.All(results, result => Assert.True(result.NotMeasured is not null || result.Samples == result.Times.Count, $"{result}"));
                Assert.All(results.Where(result => result.NotMeasured is null), result =>
                {
                    Assert.InRange(result.Samples, 1, metric == Metric.Latency ? Few.Samples : Few.Batches);
                    Assert.True(0 < result.Min && result.Min <= result.P50 && result.P50 <= result.P90 && result.P90 <= result.P99 && result.P99 <= result.P999 && result.P999 <= result.Max, $"{result}");
                    Assert.Equal(metric == Metric.Throughput, result.MebibytesPerSecond is not null);
                    Assert.True(result.Cpu >= 0 && result.Switches >= 0 && result.Preemptions >= 0 && result.Faults >= 0);
                });
                if (metric == Metric.Latency && !(name.Contains("spinning", StringComparison.Ordinal) && (placement == Placement.OneCpu || Benchmark.Cpus < 2)) && !(placement == Placement.TwoCpus && Benchmark.Cpus < 2))
                {
                    Assert.Equal(name == "signal, standard", results[0].NotMeasured is not null);
                }
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(13)]
    [InlineData(100_001)]
    public void A_message_need_not_be_whole_words(int bytes)
    {
        foreach (var name in new[] { "pipe", "pipe, vmsplice", "Unix socket, datagram", "message queue, System V", "shared memory, POSIX, futex", "signal, standard" })
        {
            var result = Benchmark.Measure(new(name, bytes), Few);
            Assert.True(result.Samples > 0 || (result.NotMeasured?.Length > 0 && bytes > 1), $"{result}");
        }
    }

    [Fact]
    public void What_a_mechanism_does_not_allow_is_said_and_not_clipped()
    {
        Assert.Contains("8 bytes", Benchmark.Measure(new("eventfd", 16), Few).NotMeasured, StringComparison.Ordinal);
        Assert.Contains("8 bytes", Benchmark.Measure(new("futex", 4), Few).NotMeasured, StringComparison.Ordinal);
        Assert.Contains("one bit", Benchmark.Measure(new("signal, standard", 2), Few).NotMeasured, StringComparison.Ordinal);
        Assert.Contains("EMSGSIZE", Benchmark.Measure(new("message queue, POSIX", 1 << 20), Few).NotMeasured, StringComparison.Ordinal);
        Assert.Contains("msgmax", Benchmark.Measure(new("message queue, System V", 1 << 20), Few).NotMeasured, StringComparison.Ordinal);
        Assert.Contains("two", Benchmark.Measure(new("mmap'd file, spinning"), Few).NotMeasured, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData((1 << 20) + 1)]
    public void A_message_that_is_none_is_refused(int bytes) => Assert.Throws<ArgumentOutOfRangeException>(() => Benchmark.Measure(new("pipe", bytes), Few));

    [Fact]
    public void An_unknown_mechanism_is_told_with_those_that_there_are() =>
        Assert.Contains("\"eventfd\"", Assert.Throws<ArgumentException>(() => Benchmark.Measure(new("pigeon"), Few)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("pipe", 64)]
    [InlineData("pipe", 3)]
    [InlineData("pipe, vmsplice", 4099)]
    [InlineData("message queue, POSIX", 64)]
    [InlineData("shared memory, POSIX, semaphore", 64)]
    [InlineData("shared memory, System V, eventfd", 1)]
    public void A_message_that_is_not_the_one_sent_ends_the_measurement(string name, int bytes)
    {
        var wrong = Assert.Throws<MeasurementException>(() => Benchmark.Measure(new(name, bytes), Few with { Fault = Fault.WrongPayload }));
        Assert.Equal($"{name}, {bytes} bytes, one CPU, round trip: a message did not come as it was sent", wrong.Message);
    }

    [Theory]
    [InlineData("pipe", 64, Metric.Latency, 4)]
    [InlineData("eventfd", 8, Metric.Latency, 4)]
    [InlineData("Unix socket, datagram", 64, Metric.Throughput, 2)]
    [InlineData("signal, real-time, signalfd", 8, Metric.Latency, 8)] // sigqueue(3) asks for the process and the user, to tell the receiver
    [InlineData("shared memory, POSIX, eventfd", 64, Metric.Latency, 8)]
    public void The_tracer_counts_the_system_calls_of_a_message(string name, int bytes, Metric metric, int calls)
    {
        var result = Benchmark.Measure(new(name, bytes, Placement.OneCpu, metric), Few with { CountCalls = true });
        Assert.SkipWhen(result.Calls is null, "this machine allows no tracing");

        // One way, a batch has the acknowledgement, too.
        Assert.InRange(result.Calls!.Value, calls, metric == Metric.Latency ? calls : calls + 0.2);
    }

    [Fact]
    public void Who_spins_makes_no_system_call()
    {
        Assert.SkipUnless(Benchmark.Cpus > 1, "one CPU: who spins needs another");
        Assert.Equal(0, Benchmark.Measure(new("shared memory, POSIX, spinning", 64, Placement.TwoCpus), Few with { CountCalls = true }).Calls ?? 0);
    }

    [Fact]
    public void A_plan_has_the_only_size_of_what_carries_less() =>
        Assert.Contains(new BenchmarkCase("signal, standard", 1), BenchmarkPlan.Quick().Cases);

    [Fact]
    public void One_that_does_not_answer_is_reported_as_hung()
    {
        var hung = Assert.Throws<ChildDeadlineException>(() => Benchmark.Measure(new("pipe"), Few with { Fault = Fault.Silent, Deadline = TimeSpan.FromSeconds(1) }));
        var report = Assert.IsType<HangReport>(hung.Explanation);
        Assert.Equal(2, report.Threads.Select(thread => thread.Pid).Distinct().Count());
    }

    [Fact]
    public void A_measurement_ends_in_time_with_the_samples_that_it_has()
    {
        var result = Benchmark.Measure(new("pipe"), Few with { Samples = 10_000_000, TimeLimit = TimeSpan.FromMilliseconds(50) });
        Assert.InRange(result.Samples, 1, 9_999_999);
        Assert.Equal(result.Samples, result.Times.Count);
        Assert.DoesNotContain(0, result.Times);
    }

    [Fact]
    public void Without_a_warm_up_the_only_round_trip_is_timed() =>
        Assert.Equal(1, Benchmark.Measure(new("pipe"), Few with { WarmUp = 0, Samples = 1 }).Samples);

    [Fact]
    public void The_times_of_all_pairs_count()
    {
        var result = Benchmark.Measure(new("eventfd", 8), Few with { Runs = 3 });
        Assert.InRange(result.Samples, 3, 3 * Few.Samples);
        Assert.Equal(result.Samples, result.Times.Count);
    }

    [Fact]
    public void Five_microseconds_more_are_found_and_none_are_not()
    {
        BenchmarkCase one = new("eventfd", 8);
        var options = BenchmarkOptions.Quick with { Samples = 300 };
        bool IsSlower(Fault fault) => Decided(repetitions => Benchmark.Compare(one, one, options, options with { Fault = fault }, repetitions)).IsSlower;

        // On a machine that others use a single comparison may go wrong.
        Assert.InRange(Enumerable.Range(0, 3).Count(_ => IsSlower(Fault.Slow)), 2, 3);
        Assert.InRange(Enumerable.Range(0, 3).Count(_ => IsSlower(Fault.None)), 0, 1);
    }

    /// <summary>Where the noise of the moment decides nothing, more rounds may: the interval becomes narrower with each.</summary>
    private static Comparison Decided(Func<int, Comparison> compare)
    {
        var seen = compare(7);
        foreach (var repetitions in (int[])[15, 31])
        {
            if (seen.IsSlower || seen.IsFaster || seen.IsLevel)
            {
                break;
            }

            seen = compare(repetitions);
        }

        return seen;
    }

    [Fact]
    public void The_limits_of_the_machine_are_in_their_order()
    {
        var limits = MachineLimits.Measure();
        Assert.True(0 < limits.NullCall && limits.NullCall < limits.ContextSwitch, $"{limits}");
        Assert.True(limits.ClockStep > 0 && limits.ClockCost > 0);
        Assert.Equal(Benchmark.Cpus > 1, limits.CacheLine is not null);
        Assert.All(limits.Copies, copy => Assert.True(copy.MebibytesPerSecond > 0));
    }

    [Fact]
    public void A_plan_has_every_mechanism_at_every_size_and_placement()
    {
        var plan = BenchmarkPlan.Quick();
        Assert.Equal(plan.Cases.Count, plan.Cases.Distinct().Count());
        Assert.Equal(Benchmark.Mechanisms.Order(), plan.Cases.Select(one => one.Mechanism).Distinct().Order());
        Assert.All(BenchmarkPlan.Full("pipe").Cases, one => Assert.Equal("pipe", one.Mechanism));
    }
}
