using System.Runtime.InteropServices;

namespace Course.Engine;

/// <summary>Makes the system call that a thread blocks in return with EINTR: by a signal whose handler does nothing and restarts nothing.</summary>
internal sealed partial class BlockingCall
{
    /// <summary>A real-time signal that neither the runtime (which takes the first) nor glibc uses.</summary>
    private const int Signal = 40;

    private static readonly Lazy<bool> Handled = new(InstallHandler);
    private BlockingCall(int thread) => ThreadId = thread;

    /// <summary>The thread, by the kernel's number.</summary>
    internal int ThreadId { get; }

    internal static BlockingCall OfThisThread()
    {
        _ = Handled.Value;
        return new BlockingCall(GetThreadId());
    }

    /// <summary>Sends the signal. Nothing happens where the thread has ended.</summary>
    internal void Interrupt() => _ = ThreadKill(Environment.ProcessId, ThreadId, Signal);

    /// <summary>
    /// The handler is libc's <c>abs</c>: it takes an int, touches nothing else and returns. A managed handler would have
    /// to enter the runtime, which a signal may not do wherever it finds the thread.
    /// </summary>
    private static bool InstallHandler()
    {
        _ = SetHandler(Signal, NativeLibrary.GetExport(NativeLibrary.Load("libc.so.6"), "abs"));
        return SignalInterrupts(Signal, 1) == 0;
    }

    [LibraryImport("libc", EntryPoint = "gettid")]
    private static partial int GetThreadId();

    [LibraryImport("libc", EntryPoint = "tgkill")]
    private static partial int ThreadKill(int process, int thread, int signal);

    [LibraryImport("libc", EntryPoint = "signal")]
    private static partial nint SetHandler(int signal, nint handler);

    [LibraryImport("libc", EntryPoint = "siginterrupt")]
    private static partial int SignalInterrupts(int signal, int flag);
}
