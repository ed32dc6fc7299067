using System.Globalization;
using Ipc.Claims;
using Statement = Ipc.Claims.Statement;

namespace Ipc.Futexes;

/// <summary>The claims of chapter 02.</summary>
internal static class FutexClaims
{
    private const string Chapter = "02-locks";

    internal static IReadOnlyList<Claim> All { get; } =
    [
        new(
            "L1",
            Chapter,
            new Statement(
                "A contended lock shows up as the futex system call, and the operation is FUTEX_WAIT_PRIVATE.",
                "有竞争的锁表现为 futex 系统调用，操作几乎都是 FUTEX_WAIT_PRIVATE。"),
            "futex(2)",
            () => Decided(Contended)),
        new(
            "L2",
            Chapter,
            new Statement(
                "A lock spins for a while before it sleeps in the kernel.",
                "锁会先自旋一段时间，拿不到才进入内核睡眠。"),
            "pthread_mutex_lock(3)",
            () => Decided(Spinning)),
        new(
            "L3",
            Chapter,
            new Statement(
                "A lock that nobody else wants is taken and given back without the kernel.",
                "没有竞争的锁，加锁和解锁都不进入内核。"),
            "futex(7)",
            () => Decided(Uncontended)),
        new(
            "L4",
            Chapter,
            new Statement(
                "A private futex does not wake a sleeper in another process; a shared one does.",
                "私有 futex 唤醒不了其他进程中的等待者；共享 futex 可以。"),
            "futex(2)",
            Reach)
        {
            FromNotes = false,
        },
    ];

    private static Decision Contended()
    {
        var seen = ContendedLock.ObserveAll();
        if (seen.Where(one => one.Operations.Count == 0).Select(one => one.Lock).ToList() is { Count: > 0 } awake)
        {
            return Decision.NotObserved($"no thread slept for {string.Join(", ", awake)}: the machine was too busy for two threads to meet; examine it again", seen);
        }

        var same = seen.Count(one => one.Operations is ["FUTEX_WAIT_PRIVATE"]);
        var summary = string.Join("; ", seen.GroupBy(one => string.Join(" and ", one.Operations)).Select(group => $"{group.Key}: {string.Join(", ", group.Select(one => one.Lock))}"));
        return same > 0 && same < seen.Count ? new Decision(Verdict.Depends, "any", summary, seen) : Decision.Of(same > 0, summary, seen);
    }

    /// <summary>
    /// A lock spins if it was mostly got without a call to sleep where it was given back soon. One lock that does and one that
    /// does not decide, however busy the machine is. That all are alike it takes free CPUs to say: with busy ones two threads hardly ever run at once.
    /// </summary>
    private static Decision Spinning()
    {
        const double Hardly = 0.25, Mostly = 0.75;
        if (Environment.ProcessorCount < 2)
        {
            return Decision.NotObserved("there is one CPU only, and on one CPU nobody can spin while another goes on; let this process run on two");
        }

        TimeSpan soon = SpinBeforeSleep.Holds[0], late = SpinBeforeSleep.Holds[^1];
        var seen = SpinBeforeSleep.ObserveAll(holds: [soon, late]);
        var returned = seen.Where(one => one.Hold == soon).ToList();
        var (spinning, sleeping) = (Names(returned.Where(one => one.SleepsPerAcquisition <= Hardly)), Names(returned.Where(one => one.SleepsPerAcquisition >= Mostly)));
        var summary = $"given back after {soon.Microseconds} µs; hardly ever a call to sleep: {spinning}; nearly always: {sleeping}";
        if (spinning != "none" && sleeping != "none")
        {
            return new Decision(Verdict.Depends, "any", summary, seen);
        }

        var undecided = returned.Any(one => one.SleepsPerAcquisition is > Hardly and < Mostly) || seen.Any(one => one.Hold == late && one.SleepsPerAcquisition < Mostly);
        return undecided
            ? Decision.NotObserved($"the CPUs were too busy for two threads to run at once, without which nobody can spin; examine it again when they are free ({summary})", seen)
            : Decision.Of(sleeping == "none", summary, seen);

        static string Names(IEnumerable<SpinBeforeSleep> some) => string.Join(", ", some.Select(one => one.Lock).DefaultIfEmpty("none"));
    }

    private static Decision Uncontended()
    {
        var seen = UncontendedLock.ObserveAll();
        return Decision.Of(
            seen.All(one => one.FutexCalls == 0),
            $"futex calls in {seen[0].Acquisitions.ToString("N0", CultureInfo.InvariantCulture)} acquisitions of each lock: {string.Join(", ", seen.Where(one => one.FutexCalls > 0).Select(one => $"{one.FutexCalls} of {one.Lock}").DefaultIfEmpty("none"))}",
            seen);
    }

    private static Decision Reach()
    {
        var seen = FutexReach.ObserveAll();
        var holds = seen.Where(one => one.IsAcross).All(one => one.Woken == (one.Private is (false, false) ? 1 : 0)) && seen.Where(one => !one.IsAcross && one.Private is (true, true)).All(one => one.Woken == 1);
        return Decision.Of(holds, string.Join("; ", seen.Where(one => one.Private.Sleep == one.Private.Wake).Select(one => $"{one.Woke} in {one.Waker} woke {one.Woken}")), seen);
    }

    private static Decision Decided(Func<Decision> decide)
    {
        try
        {
            return decide();
        }
        catch (DotNet.MissingSdkException e)
        {
            return Decision.NotObserved(e.Message);
        }
    }
}
