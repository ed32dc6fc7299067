using Ipc.Children;
using Ipc.Commands;
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
    private const int Copy = 200;

    private static readonly IReadOnlyList<Happening> Happenings =
    [
        new("does nothing more", (_, _) => { }),
        new("opens the file again and closes that", (c, held) => c.Close(c.Open(held.Path, Unistd.O_RDWR))),
        new("closes a copy made by dup2", (c, held) =>
        {
            c.Dup2(held.Descriptor, Copy);
            c.Close(Copy);
        }),
        new("closes the descriptor, and a copy is left", (c, held) =>
        {
            c.Dup2(held.Descriptor, Copy);
            c.Close(held.Descriptor);
        }),
        new("forks, and closes its own descriptor", (c, held) =>
        {
            c.Fork("heir", () =>
            {
                c.Pause();
                c.Exit(0);
            });
            c.Close(held.Descriptor);
        }),
        new("forks, and the child unlocks the file", (c, held) => c.Wait(c.Fork("heir", () =>
        {
            LockSteps.GiveBack(c, held.Kind, held.Descriptor);
            c.Exit(0);
        }))),
        new("becomes another program (exec)", (c, _) => c.Exec(Command.Of("sleep").FindFile(), ["300"])) { IsExec = true },
        new("closes its only descriptor", (c, held) => c.Close(held.Descriptor)),
        new("is killed", (_, _) => { }) { IsDeath = true },
    ];

    /// <summary>Tries each event with each kind of lock.</summary>
    /// <exception cref="PosixException">There is no space for the file.</exception>
    /// <seealso href="https://man7.org/linux/man-pages/man2/fcntl_locking.2.html"/>
    public static IReadOnlyList<LockFate> ObserveAll() =>
        [.. Happenings.Select(one => new LockFate(one.Event, IsHeld(LockKind.Flock, one), IsHeld(LockKind.Fcntl, one), IsHeld(LockKind.OpenFileDescription, one)))];

    private static bool? IsHeld(LockKind kind, Happening happening)
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
            happening.Do(c, new Held(kind, fd, path));
            if (happening.IsExec)
            {
                c.Inherit(ready.WriteEnd);
            }
            else
            {
                c.Write(ready.WriteEnd, ".");
                c.Pause();
                c.Exit(0);
            }
        });

        // An exec closes the write end, which the holder has for that only, and so tells that it has been.
        ready.WriteEnd.Close();
        ready.ReadEnd.Read(1);
        if (happening.IsDeath)
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

    /// <summary>A lock in the hands of its holder.</summary>
    private readonly record struct Held(LockKind Kind, Value Descriptor, string Path);

    /// <summary>What the holder does.</summary>
    private sealed record Happening(string Event, Action<ChildProgram, Held> Do)
    {
        internal bool IsExec { get; init; }

        internal bool IsDeath { get; init; }
    }
}
