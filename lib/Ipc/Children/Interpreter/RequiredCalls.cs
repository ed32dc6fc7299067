using Ipc.Native;

namespace Ipc.Children.Interpreter;

/// <summary>
/// The calls without which a child could not be kept apart from its parent, tried before the first child is made:
/// a child cannot say that a call is missing, it would silently keep descriptors that it was not given.
/// </summary>
internal static class RequiredCalls
{
    private const string Advice = "the laboratory needs Linux 5.9 or newer, and a sandbox that lets the call through";
    private static volatile bool areThere;

    /// <summary>Makes sure that they are there.</summary>
    /// <exception cref="PosixException">ENOSYS or EPERM: the kernel, or the sandbox around it, refuses one. Others, such as EMFILE, may be gone the next time.</exception>
    internal static void Demand()
    {
        if (areThere)
        {
            return;
        }

        // An empty range at the very end of all descriptors: nothing is closed.
        var last = unchecked((nint)uint.MaxValue);
        if (SystemWait.SystemCall(SystemCallNumbers.CloseRange, last, last, 0, 0, 0, 0) != 0)
        {
            throw Advised(PosixException.Last("close_range", $"{last}, {last}"));
        }

        try
        {
            SystemWait.OpenPidFd(Environment.ProcessId).Dispose();
        }
        catch (PosixException e)
        {
            throw Advised(e);
        }

        areThere = true;
    }

    private static PosixException Advised(PosixException e) => e.Errno is Errno.ENOSYS or Errno.EPERM ? new(e.Call, e.Errno, e.Subject, Advice) : e;
}
