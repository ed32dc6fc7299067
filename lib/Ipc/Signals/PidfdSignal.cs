using Ipc.Children;
using Ipc.Native;

namespace Ipc.Signals;

/// <summary>What pidfd_send_signal answered at a stage of a process's life.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Errno">Why the signal was refused; <c>null</c> where it was accepted.</param>
public sealed record PidfdSignal(string Stage, Errno? Errno) : IObservation
{
    /// <summary>Sends SIGTERM by one descriptor to a child that lives, to the zombie, and after it was waited for.</summary>
    /// <exception cref="PosixException">ENOSYS: this kernel is older than 5.3.</exception>
    /// <seealso href="https://man7.org/linux/man-pages/man2/pidfd_send_signal.2.html"/>
    public static IReadOnlyList<PidfdSignal> ObserveAll()
    {
        using var child = Fork.Start(c =>
        {
            c.Pause();
            c.Exit(0);
        });
        using var pidfd = SystemWait.OpenPidFd(child.Pid);
        var alive = Send("it lives", pidfd);
        child.WaitUntilEnded();
        var zombie = Send("it is a zombie", pidfd);
        child.Wait();
        return [alive, zombie, Send("it has been waited for", pidfd)];
    }

    private static PidfdSignal Send(string stage, FileDescriptor pidfd)
    {
        try
        {
            Unistd.Checked("pidfd_send_signal", pidfd.Name, () => SystemWait.SystemCall(SystemCallNumbers.PidfdSendSignal, pidfd.Number, (int)Signal.SIGTERM, 0, 0, 0, 0));
            return new(stage, null);
        }
        catch (PosixException e) when (e.Errno is not Native.Errno.ENOSYS)
        {
            return new(stage, e.Errno);
        }
    }
}
