using Ipc.Children;
using Ipc.Native;

namespace Ipc.FileLocks;

/// <summary>Whether an exclusive lock of one kind keeps out a process that asks for one of another kind.</summary>
/// <param name="Held">The kind that one process has.</param>
/// <param name="Flock">What another process gets with flock(2): "got it", or an errno.</param>
/// <param name="Fcntl">What it gets with fcntl(2), for its process.</param>
/// <param name="OpenFileDescription">What it gets with fcntl(2), for its open file description.</param>
/// <param name="Lockf">What it gets with lockf(3), which is no system call.</param>
public sealed record LockEncounter(
    [property: Column("held by")] string Held,
    [property: Column("flock")] string Flock,
    [property: Column("fcntl")] string Fcntl,
    [property: Column("OFD")] string OpenFileDescription,
    [property: Column("lockf")] string Lockf) : IObservation
{
    /// <summary>Tries each kind against each.</summary>
    /// <exception cref="PosixException">There is no space for the file.</exception>
    /// <seealso href="https://man7.org/linux/man-pages/man2/flock.2.html"/>
    public static IReadOnlyList<LockEncounter> ObserveAll() => [.. Enum.GetValues<LockKind>().Select(Observe)];

    private static LockEncounter Observe(LockKind held)
    {
        using var scratch = Leftovers.Scratch.Create("lock-encounter");
        var path = scratch.File("locked");
        File.WriteAllText(path, "");
        Value? flock = null, fcntl = null, description = null, lockf = null;
        using var holder = Fork.Start(c =>
        {
            LockSteps.Take(c, held, c.Open(path, Unistd.O_RDWR));
            c.Wait(c.Fork("asker", () =>
            {
                flock = Ask(c, LockKind.Flock);
                fcntl = Ask(c, LockKind.Fcntl);
                description = Ask(c, LockKind.OpenFileDescription);
                lockf = c.Lockf(c.Open(path, Unistd.O_RDWR));
                c.Exit(0);
            }));
            c.Exit(0);
        });
        holder.Wait();
        return new(LockSteps.Name(held), Got(flock!), Got(fcntl!), Got(description!), Got(lockf!));

        // What it got it gives back, or its own locks would meet each other.
        Value Ask(ChildProgram c, LockKind kind)
        {
            var fd = c.Open(path, Unistd.O_RDWR);
            var asked = LockSteps.Take(c, kind, fd);
            LockSteps.GiveBack(c, kind, fd);
            return asked;
        }

        string Got(Value asked) => holder.StepsOf(asked)[0].Errno?.ToString() ?? "got it";
    }
}
