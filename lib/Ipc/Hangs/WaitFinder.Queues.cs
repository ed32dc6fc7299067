namespace Ipc.Hangs;

/// <content>Message queues, of POSIX and of System V. Whoever knows a queue's name can end such a wait; those who have it open are named.</content>
internal sealed partial class WaitFinder
{
    private Wait Queue(int pid, BlockedCall call)
    {
        var sends = call.Name is "mq_timedsend" or "msgsnd";
        var (name, enders) = call.Name is "msgsnd" or "msgrcv"
            ? ($"System V message queue {Plain((int)call.Words[0])}", [])
            : Posix(pid, TargetOf(pid, call.Fd) ?? $"of descriptor {call.Fd}", sends);
        return new(sends ? WaitKind.QueueRoom : WaitKind.QueueMessage, $"{(sends ? "room" : "a message")} in {name}", enders) { Object = name };
    }

    private (string Name, IReadOnlyList<WaitEnder> Enders) Posix(int pid, string target, bool sends) =>
        ($"message queue {target}", [.. holders.Of(target).Where(holder => holder.Process.Pid != pid).Select(holder => Ender(holder.Process, holder.Descriptor, sends ? "receive a message" : "send a message"))]);
}
