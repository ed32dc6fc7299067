using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Ipc.Native;

namespace Ipc.Children.Interpreter;

/// <summary>
/// A thread that makes children and never ends: PR_SET_PDEATHSIG is tied to the creating thread. A fork returns at once;
/// a vfork suspends its thread until the child has exited or exec'd, so each has a launcher of its own meanwhile.
/// </summary>
internal sealed unsafe partial class Launcher
{
    private const int SIG_SETMASK = 2, CLONE_VFORK = 0x4000, StackBytes = 256 * 1024, FUTEX_WAIT = 0;
    private static readonly ConcurrentBag<Launcher> Idle = [];
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(2);
    private static int retries;
    private readonly BlockingCollection<Action> work = [];

    private Launcher()
    {
        var thread = new Thread(() =>
        {
            foreach (var item in work.GetConsumingEnumerable())
            {
                item();
            }
        })
        { IsBackground = true, Name = "ipc launcher" };
        thread.Start();
    }

    /// <summary>How often a child that did not start in time was killed and made again, since the process began.</summary>
    internal static int Retries => retries;

    /// <summary>Makes one process by fork, or by clone with the flags.</summary>
    /// <param name="image">The program that it runs.</param>
    /// <param name="cloneFlags">The CLONE_* flags without a signal, or <c>null</c> for libc's fork.</param>
    /// <param name="deadline">How long a vforked child may keep its launcher.</param>
    internal static Launched Start(ProgramImage image, long? cloneFlags, TimeSpan deadline)
    {
        RuntimeHelpers.RunClassConstructor(typeof(ChildCode).TypeHandle);
        ManagedHeap.LeaveOut();
        for (var attempt = 1; ; attempt++)
        {
            var launcher = Idle.TryTake(out var idle) ? idle : new Launcher();
            var done = new TaskCompletionSource<Launched>(TaskCreationOptions.RunContinuationsAsynchronously);
            launcher.work.Add(() =>
            {
                try
                {
                    done.SetResult(cloneFlags is { } flags ? Clone(image, flags) : Fork(image));
                }
                catch (PosixException e)
                {
                    done.SetException(e);
                }
                finally
                {
                    Idle.Add(launcher);
                }
            });
            var isOverdue = Task.WaitAny([done.Task], deadline) < 0;
            if (isOverdue && Volatile.Read(ref image.Header->Processes[0].Pid) is var late and > 0)
            {
                _ = SystemWait.Kill(late, (int)Signal.SIGKILL);
            }

            var launched = done.Task.GetAwaiter().GetResult() with { IsOverdue = isOverdue };
            if (WaitUntilStarted(image) || attempt == 5)
            {
                return launched;
            }

            Interlocked.Increment(ref retries);
            ManagedHeap.Inherit();
            _ = SystemWait.Kill(launched.Pid, (int)Signal.SIGKILL);
            Unistd.Checked("waitpid", $"{launched.Pid}", () => SystemWait.WaitPid(launched.Pid, out _, 0));
        }
    }

    private static Launched Fork(ProgramImage image)
    {
        var fork = Libc.Address("fork");
        ulong* all = stackalloc ulong[16];
        ulong* before = stackalloc ulong[16];
        new Span<ulong>(all, 16).Fill(ulong.MaxValue);
        _ = SetSignalMask(SIG_SETMASK, all, before);
        var launched = ForkAndRun(image.Header, fork);
        _ = SetSignalMask(SIG_SETMASK, before, null);
        return launched.Pid > 0 ? launched : throw new PosixException("fork", (Errno)(-launched.Pid));
    }

    /// <summary>The only code that both sides of a fork run. The child's side never leaves it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static Launched ForkAndRun(ImageHeader* image, nint fork)
    {
        var called = OwnCalls.Now(&image->Libc);
        var pid = ((delegate*<int>)fork)();
        if (pid == 0)
        {
            ChildStart.Enter(image);
            while (true)
            {
                ChildInterpreter.Run(image, 0);
            }
        }

        var returned = OwnCalls.Now(&image->Libc);
        return new Launched(pid > 0 ? pid : -*((delegate*<int*>)image->Libc.ErrnoLocation)(), called, returned);
    }

    private static Launched Clone(ProgramImage image, long flags)
    {
        // The stack must outlive the child where the parent does not wait for it: the image's owner keeps it.
        var stack = image.Stack(StackBytes);
        var argument = (ChildStart.Argument*)stack;
        *argument = new() { Image = image.Header, Instruction = 0 };
        ulong* all = stackalloc ulong[16];
        ulong* before = stackalloc ulong[16];
        new Span<ulong>(all, 16).Fill(ulong.MaxValue);
        _ = SetSignalMask(SIG_SETMASK, all, before);
        var called = OwnCalls.Now(&image.Header->Libc);
        var pid = CloneProcess(ChildCode.CloneEntry, stack + StackBytes, (int)flags | (int)Signal.SIGCHLD, (nint)argument);
        var error = (Errno)Marshal.GetLastPInvokeError();
        var returned = OwnCalls.Now(&image.Header->Libc);
        _ = SetSignalMask(SIG_SETMASK, before, null);
        return pid > 0 ? new Launched(pid, called, returned) : throw new PosixException("clone", error, $"0x{flags:x}");
    }

    private static bool WaitUntilStarted(ProgramImage image)
    {
        var until = System.Diagnostics.Stopwatch.GetTimestamp() + (long)(StartPatience.TotalSeconds * System.Diagnostics.Stopwatch.Frequency);
        long* timeout = stackalloc long[2];
        timeout[0] = 0;
        timeout[1] = 100_000_000;
        while (Volatile.Read(ref image.Header->Started) == 0)
        {
            if (System.Diagnostics.Stopwatch.GetTimestamp() > until)
            {
                return false;
            }

            _ = SystemWait.SystemCall(SystemCallNumbers.Futex, (nint)(&image.Header->Started), FUTEX_WAIT, 0, (nint)timeout, 0, 0);
        }

        return true;
    }

    [LibraryImport("libc", EntryPoint = "pthread_sigmask")]
    private static partial int SetSignalMask(int how, ulong* set, ulong* before);

    [LibraryImport("libc", EntryPoint = "clone", SetLastError = true)]
    private static partial int CloneProcess(nint function, nint stackTop, int flags, nint argument);
}

/// <summary>A process just made: its id and when the call began and returned in the parent.</summary>
internal readonly record struct Launched(int Pid, long Called, long Returned)
{
    /// <summary>Whether the call returned only because the child, which had kept its parent past its deadline, was killed.</summary>
    internal bool IsOverdue { get; init; }
}
