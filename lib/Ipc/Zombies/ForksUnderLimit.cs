using Ipc.Children;
using Ipc.Native;
using Ipc.ProcFs;

namespace Ipc.Zombies;

/// <summary>How often a parent could fork under a limit on its user's processes, by what it did about its dead children.</summary>
/// <param name="Parent">What the parent did about them.</param>
/// <param name="Limit">RLIMIT_NPROC: processes and threads of the user.</param>
/// <param name="Forks">How many forks succeeded.</param>
/// <param name="Zombies">How many zombies the parent had after them.</param>
/// <param name="Refusal">Why the next fork failed; <c>null</c> where none did.</param>
public sealed record ForksUnderLimit(string Parent, int Limit, int Forks, int Zombies, Errno? Refusal) : IObservation
{
    private const int RLIMIT_NPROC = 6, Room = 8, MostForks = 2 * Room;

    /// <summary>Whether other processes of the user counted under the limit, too.</summary>
    [Column(Hidden = true)]
    public bool IsShared => Limit > Room;

    /// <summary>A parent forks children that end at once: it never waits, then waits for all and forks once more, then waits for each of many.</summary>
    /// <returns>Three rows, in that order.</returns>
    /// <exception cref="PosixException">The limit could not be set, or root could not change to an ordinary user: root has no such limit.</exception>
    /// <seealso href="https://man7.org/linux/man-pages/man2/getrlimit.2.html"/>
    public static IReadOnlyList<ForksUnderLimit> ObserveAll()
    {
        var limit = ThreadsOf(OrdinaryUser.Id) + Room;
        using var looking = new Checkpoint();
        Value? become = null;
        Value? setLimit = null;
        var forks = new Value?[3];
        using var parent = Fork.Start(c =>
        {
            c.BecomeSubreaper();
            become = OrdinaryUser.Become(c);
            setLimit = c.SetLimit(RLIMIT_NPROC, limit);
            forks[0] = ForkUntilRefused(c, MostForks, wait: false);
            looking.Stop(c);
            c.While(() => c.Wait(-1).Pid > 0, () => { });
            forks[1] = ForkUntilRefused(c, 1, wait: true);
            looking.Stop(c);
            forks[2] = ForkUntilRefused(c, MostForks, wait: true);
            looking.Stop(c);
            c.Exit(0);
        }, new ChildOptions { Deadline = TimeSpan.FromMinutes(1) });
        int Zombies() => ProcessTree.All().Count(process => process.ParentPid == parent.Pid && process.State == ProcessState.Zombie);
        int[] zombies = [looking.Look(parent, Zombies), looking.Look(parent, Zombies), looking.Look(parent, Zombies)];
        parent.Wait();
        if (OrdinaryUser.Refusal(parent, become) is { } refusal)
        {
            throw refusal;
        }

        if (parent.StepsOf(setLimit!)[0].Errno is { } errno)
        {
            throw new PosixException("setrlimit", errno, $"RLIMIT_NPROC, {limit}", "the hard limit of this user is smaller: see ulimit -Hu");
        }

        string[] manners = ["never waits", "has waited for all, and forks once more", "waits for each"];
        return [.. manners.Select((manner, i) =>
        {
            var tried = parent.StepsOf(forks[i]!);
            return new ForksUnderLimit(manner, limit, tried.Count(step => step.Errno is null), zombies[i], tried.LastOrDefault(step => step.Errno is not null)?.Errno);
        })];
    }

    /// <summary>Records forks of children that end at once, until one is refused or there have been enough.</summary>
    /// <returns>The fork.</returns>
    private static Value ForkUntilRefused(ChildProgram c, int most, bool wait)
    {
        Value? fork = null;
        var left = c.Number(most);
        c.While(() => left > 0, () =>
        {
            fork = c.Fork("short-lived", () => c.Exit(0));
            c.Assign(left, left - 1);
            c.If(fork.Is(-1), () => c.Assign(left, 0), () => _ = wait ? c.Wait(fork).Pid : c.WaitUntilEnded(fork));
        });
        return fork!;
    }

    private static int ThreadsOf(int user) =>
        ProcessTree.All().Sum(process => ProcFile.TryReadText($"/proc/{process.Pid}/status") is { } text && ProcessStatus.Parse(text).RealUser == user ? process.Threads : 0);
}
