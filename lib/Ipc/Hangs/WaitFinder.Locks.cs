using Ipc.FileLocks;
using Ipc.Native;
using Ipc.ProcFs;

namespace Ipc.Hangs;

/// <content>File locks and futexes.</content>
internal sealed partial class WaitFinder
{
    private const int FutexCommandMask = 0x7f, FutexPrivate = 0x80;

    private Wait? FileLock(int pid, BlockedCall call)
    {
        if (TargetOf(pid, call.Fd) is not { } file)
        {
            return null;
        }

        // Who took the lock may be gone, and of a lock of an open file description the kernel does not tell who took it:
        // whoever has a descriptor of it keeps it alive.
        var isFlock = call.Name == "flock";
        var asked = isFlock ? (0, null) : Asked(pid, call.Words[2]);
        var enders = holders.Of(file)
            .Where(one => (one.Process.Pid, one.Descriptor.Number) != (pid, call.Fd))
            .Where(one => LockEntry.Through(one.Process.Pid, one.Descriptor.Number).Any(held => KeepsOut(one.Process.Pid, held)))
            .Select(one => Ender(one.Process, one.Descriptor, "unlock, or end"))
            .DistinctBy(ender => ender.Pid)
            .ToList();
        if (enders.Count == 0)
        {
            enders = [.. Listed(pid)];
        }

        return new(WaitKind.FileLock, $"a lock ({(isFlock ? "flock" : "fcntl")}) on {file}", enders) { Object = file };

        // A process is never in the way of its own lock of the process; with the other kinds it can be.
        bool KeepsOut(int holder, LockEntry held) => held.Kind == "flock" == isFlock && (held.Kind != "fcntl" || holder != pid) && held.Covers(asked.First, asked.Last);
    }

    /// <summary>The bytes that a waiting fcntl asks for, read from the waiter's memory; the whole file where they cannot be read.</summary>
    private static (long First, long? Last) Asked(int pid, long address)
    {
        var structure = new byte[RecordLock.StructureBytes];
        return ProcessMemory.Read(pid, address, structure) == structure.Length && RecordLock.Range(structure) is { } range ? range : (0, null);
    }

    /// <summary>Who took the lock, by /proc/locks: where the descriptors of the holder may not be read.</summary>
    private static IEnumerable<WaitEnder> Listed(int pid)
    {
        var locks = LockEntry.All();
        return locks.FirstOrDefault(entry => entry.Pid == pid && entry.Blocked) is not { } waiter
            ? []
            : locks.Where(entry => !entry.Blocked && entry.Id == waiter.Id && entry.Pid > 0)
                .Select(entry => ProcessStat.Find(entry.Pid))
                .OfType<ProcessStat>()
                .Select(process => new WaitEnder(process.Pid, Holders.NameOf(process), null, "unlock, or end"));
    }

    private static Wait? Futex(ProcessStat thread, int pid, BlockedCall call)
    {
        const int FUTEX_WAIT = 0, FUTEX_LOCK_PI = 6, FUTEX_WAIT_BITSET = 9;
        var operation = (int)call.Words[1] & FutexCommandMask;
        if (operation is not (FUTEX_WAIT or FUTEX_LOCK_PI or FUTEX_WAIT_BITSET))
        {
            return new(WaitKind.Other, $"the end of {call.Text}", []);
        }

        var bytes = new byte[sizeof(int)];
        var known = ProcessMemory.Read(thread.Pid, call.Words[0], bytes) == sizeof(int);
        var value = known ? Plain(BitConverter.ToInt32(bytes)) : "not known";
        var before = known && operation != FUTEX_LOCK_PI && BitConverter.ToInt32(bytes) != (int)call.Words[2] ? $"was {Plain((int)call.Words[2])} when it fell asleep and is {value} now," : $"is {value}";
        var isPrivate = ((int)call.Words[1] & FutexPrivate) != 0;
        return new(
            WaitKind.Futex,
            $"a wake-up at the futex 0x{call.Words[0]:x}, whose word {before} and which {(isPrivate ? "only threads of the same process" : "whoever shares this memory")} can wake",
            []);
    }
}
