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

        var locks = FileLocks.LockEntry.All();
        var waiter = locks.FirstOrDefault(entry => entry.Pid == pid && entry.Blocked);
        if (waiter is null)
        {
            return new(WaitKind.FileLock, $"a lock on {file}", []);
        }

        var enders = locks.Where(entry => !entry.Blocked && entry.Id == waiter.Id && entry.Pid > 0)
            .Select(entry => ProcessStat.Find(entry.Pid))
            .OfType<ProcessStat>()
            .Select(process => new WaitEnder(process.Pid, Holders.NameOf(process), null, "unlock, or end"));
        return new(WaitKind.FileLock, $"a lock ({waiter.Kind}) on {file}", [.. enders]) { Object = file };
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
        var known = Native.ProcessMemory.Read(thread.Pid, call.Words[0], bytes) == sizeof(int);
        var value = known ? Plain(BitConverter.ToInt32(bytes)) : "not known";
        var before = known && operation != FUTEX_LOCK_PI && BitConverter.ToInt32(bytes) != (int)call.Words[2] ? $"was {Plain((int)call.Words[2])} when it fell asleep and is {value} now," : $"is {value}";
        var isPrivate = ((int)call.Words[1] & FutexPrivate) != 0;
        return new(
            WaitKind.Futex,
            $"a wake-up at the futex 0x{call.Words[0]:x}, whose word {before} and which {(isPrivate ? "only threads of the same process" : "whoever shares this memory")} can wake",
            []);
    }
}
