using System.Globalization;
using Ipc.Native;
using Ipc.ProcFs;

namespace Ipc.Hangs;

/// <summary>Finds out what a blocked call waits for. The kinds of wait are in the files beside it, by subject.</summary>
internal sealed partial class WaitFinder
{
    private readonly Holders holders = new();

    /// <summary>What a thread waits for, or <c>null</c> where it does not wait.</summary>
    internal Wait? Find(ProcessStat thread, int pid, BlockedCall call) =>
        thread.State == ProcessState.Stopped ? Stopped(thread)
        : thread.State is not (ProcessState.Sleeping or ProcessState.Uninterruptible) ? null
        : call.Name switch
        {
            "read" or "readv" => Read(pid, call),
            "write" or "writev" => Write(pid, call),
            "open" or "openat" => OpenFifo(thread, pid, call),
            "flock" or "fcntl" => FileLock(pid, call),
            "semop" or "semtimedop" => Semaphore(thread, call),
            "futex" => Futex(thread, pid, call),
            "wait4" or "waitid" => Child(pid, call),
            "recvfrom" or "recvmsg" or "recvmmsg" or "accept" or "accept4" or "connect" or "sendto" or "sendmsg" => Socket(pid, call),
            "mq_timedsend" or "mq_timedreceive" or "msgsnd" or "msgrcv" => Queue(pid, call),
            "pause" or "rt_sigsuspend" or "rt_sigtimedwait" => new(WaitKind.Signal, "a signal", []),
            "nanosleep" or "clock_nanosleep" => new(WaitKind.Time, "the end of a sleep", []),
            "poll" or "ppoll" or "select" or "pselect6" or "epoll_wait" or "epoll_pwait" or "epoll_pwait2" => new(WaitKind.Descriptors, "one of several descriptors", []),
            "" => null,
            _ => new(WaitKind.Other, $"the end of {call.Text}", []),
        };

    private static string? TargetOf(int pid, int fd) => OpenDescriptor.Find(pid, fd)?.Target;

    private static string Number(string target) => target[(target.IndexOf('[', StringComparison.Ordinal) + 1)..^1];

    private static string Plain(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static WaitEnder Ender(ProcessStat process, OpenDescriptor descriptor, string how) => new(process.Pid, Holders.NameOf(process), descriptor.Number, how);
}
