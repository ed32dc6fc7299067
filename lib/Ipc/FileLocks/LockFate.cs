using Ipc.Children;
using Ipc.Native;
using Ipc.Pipes;

namespace Ipc.FileLocks;

/// <summary>What became of an exclusive lock when its holder did something: whether another process could have it then.</summary>
/// <param name="Event">What the holder did after it had the lock.</param>
/// <param name="Flock">Whether a lock of flock(2) was still held; null where that could not be told, such as on a file system without locks.</param>
/// <param name="Fcntl">Whether a lock of the process, of fcntl(2), was still held; null as above.</param>
/// <param name="OpenFileDescription">Whether a lock of the open file description was still held; null as above, or on a kernel without these locks.</param>
public sealed record LockFate(
    [property: Column("the holder")] string Event,
    [property: Column("flock: still held")] bool? Flock,
    [property: Column("fcntl: still held")] bool? Fcntl,
    [property: Column("OFD: still held")] bool? OpenFileDescription) : IObservation
{
    private static readonly (string Event, Action<ChildProgram, Value, string> Do)[] Events =
    [
        ("does nothing more", (_, _, _) => { }),
        ("opens the file again and closes that", (c, _, path) => c.Close(c.Open(path, Unistd.O_RDWR))),
        ("closes a copy made by dup2", (c, fd, _) =>
        {
            c.Dup2(fd, Copy);
            c.Close(Copy);
        }),
        ("closes the descriptor, and a copy is left", (c, fd, _) =>
        {
            c.Dup2(fd, Copy);
            c.Close(fd);
        }),
        ("forks, and closes its own descriptor", (c, fd, _) =>
        {
            c.Fork("heir", () =>
            {
                c.Pause();
                c.Exit(0);
            });
            c.Close(fd);
        }),
        ("closes its only descriptor", (c, fd, _) => c.Close(fd)),
    ];

    private const int Copy = 200;

    /// <summary>Tries each event with each kind of lock.</summary>
    /// <exception cref="PosixException">There is no space for the file.</exception>
    /// <seealso href="https://man7.org/linux/man-pages/man2/fcntl_locking.2.html"/>
    public static IReadOnlyList<LockFate> ObserveAll() =>
    [
        .. Events.Select(one => new LockFate(one.Event, IsHeld(LockKind.Flock, one.Do), IsHeld(LockKind.Fcntl, one.Do), IsHeld(LockKind.OpenFileDescription, one.Do))),
        new("is killed", IsHeld(LockKind.Flock, null), IsHeld(LockKind.Fcntl, null), IsHeld(LockKind.OpenFileDescription, null)),
    ];

    private static bool? IsHeld(LockKind kind, Action<ChildProgram, Value, string>? happens)
    {
        using var scratch = Leftovers.Scratch.Create("lock-fate");
        var path = scratch.File("locked");
        File.WriteAllText(path, "");
        using var ready = Pipe.Create();
        Value? taken = null, asked = null;
        using var holder = Fork.Start(c =>
        {
            var fd = c.Open(path, Unistd.O_RDWR);
            taken = LockSteps.Take(c, kind, fd);
            happens?.Invoke(c, fd, path);
            c.Write(ready.WriteEnd, ".");
            c.Pause();
            c.Exit(0);
        });
        ready.ReadEnd.Read(1);
        if (happens is null)
        {
            holder.Dispose();
        }

        using var other = Fork.Start(c =>
        {
            asked = LockSteps.Take(c, kind, c.Open(path, Unistd.O_RDWR));
            c.Exit(0);
        });
        other.Wait();

        // Only a refusal by a lock says that it is held; EINVAL and ENOLCK say that there was none.
        return (holder.StepsOf(taken!)[0].Errno, other.StepsOf(asked!)[0].Errno) switch
        {
            (null, null) => false,
            (null, Errno.EAGAIN or Errno.EACCES) => true,
            _ => null,
        };
    }
}
