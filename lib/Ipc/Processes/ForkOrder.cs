using Ipc.Children;
using Ipc.Measurement;
using Ipc.Native;

namespace Ipc.Processes;

/// <summary>Who went on first after fork: the parent or the child.</summary>
/// <param name="Cpus">How many CPUs both could run on.</param>
/// <param name="Forks">How many forks were made.</param>
/// <param name="ParentFirst">In how many of them fork returned in the parent before the child began its first step.</param>
/// <param name="ChildFirst">In how many the child began before.</param>
/// <param name="ChildLag">From fork's return in the parent to the child's first step: the median; negative where the child came first.</param>
/// <param name="Lags">The same of every fork.</param>
public sealed record ForkOrder(
    [property: Column("CPUs")] int Cpus,
    int Forks,
    int ParentFirst,
    int ChildFirst,
    [property: Column("child after parent (median)", Unit = "µs")] TimeSpan ChildLag,
    [property: Column(Hidden = true)] IReadOnlyList<TimeSpan> Lags) : IObservation
{
    /// <summary>A child forks so many times, and waits for each of its children.</summary>
    /// <param name="forks">How many times: 1 or more.</param>
    /// <param name="oneCpu">All run on one CPU only, the first that this process may use; otherwise on all of those.</param>
    /// <seealso href="https://man7.org/linux/man-pages/man2/fork.2.html"/>
    public static ForkOrder Observe(int forks = 300, bool oneCpu = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(forks, 1);
        const int StepsPerFork = 4;
        var cpus = Sched.CpusOf(Environment.ProcessId);
        Value? fork = null;
        Value? inChild = null;
        using var root = Fork.Start(
            c =>
            {
                if (oneCpu)
                {
                    c.PinTo(cpus[0]);
                }

                c.Repeat(forks, () =>
                {
                    fork = c.Fork("child", () =>
                    {
                        inChild = c.GetPid();
                        c.Exit(0);
                    });
                    c.Wait(fork);
                });
                c.Exit(0);
            },
            new ChildOptions { TraceCapacity = (StepsPerFork * forks) + 16, Deadline = TimeSpan.FromSeconds(60 + (forks / 10)) });
        root.Wait();
        TimeSpan[] lags = [.. root.StepsOf(fork!).Zip(root.StepsOf(inChild!), (parent, child) => child.Start - parent.End!.Value)];
        return new ForkOrder(
            oneCpu ? 1 : cpus.Count,
            lags.Length,
            lags.Count(lag => lag >= TimeSpan.Zero),
            lags.Count(lag => lag < TimeSpan.Zero),
            Median.Of(lags),
            lags);
    }
}
