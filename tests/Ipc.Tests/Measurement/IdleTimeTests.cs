using Ipc.Measurement;
using Ipc.Native;

namespace Ipc.Tests.Measurement;

public sealed class IdleTimeTests
{
    private const string Stat = """
        cpu  9 9 9 900 90 0 0 0 0 0
        cpu0 1 1 1 100 10 0 0 0 0 0
        cpu1 2 2 2 200 20 0 0 0 0 0
        cpu10 3 3 3 300 30 0 0 0 0 0
        intr 1 2 3 4 5 6 7 8
        """;

    [Fact]
    public void Idle_and_iowait_of_the_named_CPUs_are_summed()
    {
        Assert.Equal(TimeSpan.FromSeconds(1.1), IdleTime.Sum(Stat, [0]));
        Assert.Equal(TimeSpan.FromSeconds(1.1 + 3.3), IdleTime.Sum(Stat, [0, 10]));
        Assert.Equal(TimeSpan.Zero, IdleTime.Sum(Stat, [7]));
    }

    [Fact]
    public void It_never_grows_faster_than_the_CPUs_have_time()
    {
        var cpus = Sched.CpusOf(Environment.ProcessId);
        var step = TimeSpan.FromMilliseconds(10);
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var before = IdleTime.Of(cpus);
        Assert.True(SpinWait.SpinUntil(() => clock.Elapsed > 5 * step, TimeSpan.FromSeconds(5)));
        Assert.InRange(IdleTime.Of(cpus) - before, TimeSpan.Zero, (clock.Elapsed + (2 * step)) * cpus.Count);
    }
}
