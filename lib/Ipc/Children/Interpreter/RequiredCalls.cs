using Ipc.Native;

namespace Ipc.Children.Interpreter;

/// <summary>
/// The calls without which a child could not be kept apart from its parent, tried once before the first child is made:
/// a child cannot say that a call is missing, it would silently keep descriptors that it was not given.
/// </summary>
internal static class RequiredCalls
{
    private const string Advice = "the laboratory needs Linux 5.9 or newer, and a sandbox that lets the call through";
    private static readonly Lazy<PosixException?> Missing = new(Find);

    /// <summary>Makes sure that they are there.</summary>
    /// <exception cref="PosixException">ENOSYS or EPERM: the kernel, or the sandbox around it, refuses one.</exception>
    internal static void Demand()
    {
        if (Missing.Value is { } missing)
        {
            throw new PosixException(missing.Call, missing.Errno, missing.Subject, Advice);
        }
    }

    private static PosixException? Find()
    {
        // An empty range at the very end of all descriptors: nothing is closed.
        var last = unchecked((nint)uint.MaxValue);
        if (SystemWait.SystemCall(SystemCallNumbers.CloseRange, last, last, 0, 0, 0, 0) != 0)
        {
            return PosixException.Last("close_range", $"{last}, {last}");
        }

        try
        {
            SystemWait.OpenPidFd(Environment.ProcessId).Dispose();
            return null;
        }
        catch (PosixException e)
        {
            return e;
        }
    }
}
