using System.Runtime.CompilerServices;
using Ipc.Native;

namespace Ipc.Children.Interpreter;

/// <summary>
/// The first code of a new process or thread, before its program: as all of a child's code it keeps to the rules of <see cref="ChildInterpreter"/>.
/// </summary>
internal static unsafe class ChildStart
{
    private const int PR_SET_PDEATHSIG = 1, SIGKILL = 9, SIGSTOP = 19, ITIMER_REAL = 0, SIG_SETMASK = 2, FUTEX_WAKE = 1;
    private const int PR_SET_SECCOMP = Seccomp.PR_SET_SECCOMP, PR_SET_NO_NEW_PRIVS = Seccomp.PR_SET_NO_NEW_PRIVS, SECCOMP_MODE_FILTER = Seccomp.SECCOMP_MODE_FILTER;

    /// <summary>What a new thread or a clone of the parent is told.</summary>
    internal struct Argument
    {
        internal ImageHeader* Image;
        internal int Instruction;

        /// <summary>The number of a nested process's name, or −1 for a thread.</summary>
        internal int Name;
    }

    /// <summary>The first code of a clone with a stack of its own. Never returns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static int Clone(Argument* argument)
    {
        Enter(argument->Image);
        ChildInterpreter.Run(argument->Image, argument->Instruction);
        return 127;
    }

    /// <summary>The first code of a thread that a child starts.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static int Thread(Argument* argument)
    {
        ChildInterpreter.Run(argument->Image, argument->Instruction);
        return 127;
    }

    /// <summary>The first code of a process that a child makes with clone(2).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static int Nested(Argument* argument)
    {
        BeginNested(argument->Image, argument->Name, diesWithParent: true);
        ChildInterpreter.Run(argument->Image, argument->Instruction);
        return 127;
    }

    /// <summary>
    /// Announces the new process and makes it one of the laboratory's: own group, default signals, only its own descriptors. Whoever
    /// made it waits until that is done.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Enter(ImageHeader* image)
    {
        var libc = &image->Libc;
        Announce(image, 0);
        *SignalNotes.Image = image;
        if ((image->Flags & (int)ImageHeader.Flag.OwnProcessGroup) != 0)
        {
            ((delegate*<int, int, int>)libc->SetProcessGroup)(0, 0);
        }

        if ((image->Flags & (int)ImageHeader.Flag.DieWithParent) != 0)
        {
            _ = OwnCalls.Make(libc, libc->PrctlNumber, PR_SET_PDEATHSIG, SIGKILL);
        }

        long* zeros = stackalloc long[32];
        for (var i = 0; i < 32; i++)
        {
            zeros[i] = 0;
        }

        if ((image->Flags & (int)ImageHeader.Flag.SharesHandlers) == 0)
        {
            for (var signal = 1; signal <= 64; signal++)
            {
                if (signal != SIGKILL && signal != SIGSTOP && signal != 32 && signal != 33)
                {
                    ((delegate*<int, void*, void*, int>)libc->SigAction)(signal, zeros, null);
                }
            }
        }

        if ((image->Flags & (int)ImageHeader.Flag.SharesDescriptors) == 0)
        {
            var dup2 = (delegate*<int, int, int>)libc->Dup2;
            dup2(image->NullInput, 0);
            dup2(image->StandardOutput, 1);
            dup2(image->StandardError, 2);
            CloseOthers(image);
        }

        ((delegate*<int, void*, void*, int>)libc->SigProcMask)(SIG_SETMASK, zeros, null);
        LimitLife(image);
        image->Started = 1;
        ((delegate*<long, long, long, long, long, long, long, long>)libc->SystemCall)(libc->FutexNumber, (long)&image->Started, FUTEX_WAKE, int.MaxValue, 0, 0, 0);
        if ((image->Flags & (int)ImageHeader.Flag.AwaitsTracer) != 0)
        {
            AwaitTracer(image);
        }
    }

    /// <summary>Puts the tracer's filter in place and waits, without a system call, until the tracer has attached.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AwaitTracer(ImageHeader* image)
    {
        var libc = &image->Libc;
        if (image->Filter.Length > 0)
        {
            _ = OwnCalls.Make(libc, libc->PrctlNumber, PR_SET_NO_NEW_PRIVS, 1);
            if (OwnCalls.Make(libc, libc->PrctlNumber, PR_SET_SECCOMP, SECCOMP_MODE_FILTER, (long)&image->Filter) != 0)
            {
                image->FilterErrno = *((delegate*<int*>)libc->ErrnoLocation)();
            }
        }

        Volatile.Write(ref image->Ready, 1);
        while (Volatile.Read(ref image->Gate) == 0)
        {
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void BeginNested(ImageHeader* image, int name, bool diesWithParent)
    {
        if (diesWithParent)
        {
            _ = OwnCalls.Make(&image->Libc, image->Libc.PrctlNumber, PR_SET_PDEATHSIG, SIGKILL);
        }

        Announce(image, name);
        LimitLife(image);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Announce(ImageHeader* image, int name)
    {
        var libc = &image->Libc;
        var slot = Interlocked.Increment(ref image->ProcessHead) - 1;
        if (slot < ImageHeader.ProcessCapacity)
        {
            var process = image->Processes + slot;
            process->ParentPid = (int)OwnCalls.Make(libc, libc->GetParentPidNumber, 0, 0);
            process->Name = name;
            process->Started = OwnCalls.Now(libc);
            Volatile.Write(ref process->Pid, (int)OwnCalls.Make(libc, libc->GetPidNumber, 0, 0));
        }
    }

    /// <summary>
    /// A process of the laboratory ends by itself some time after its deadline, should the parent have crashed meanwhile:
    /// PR_SET_PDEATHSIG does not reach one that changed its user, nor an orphan. An alarm lasts over exec, not over fork.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void LimitLife(ImageHeader* image)
    {
        IntervalTimer timer;
        timer.IntervalSeconds = 0;
        timer.IntervalMicroseconds = 0;
        timer.Seconds = image->AlarmSeconds;
        timer.Microseconds = 0;
        _ = OwnCalls.Make(&image->Libc, image->Libc.SetTimerNumber, ITIMER_REAL, (long)&timer);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CloseOthers(ImageHeader* image)
    {
        var libc = &image->Libc;
        long first = 3;
        for (var i = 0; i <= image->KeepCount; i++)
        {
            long last = i < image->KeepCount ? image->Keep[i] - 1 : uint.MaxValue;
            if (last >= first)
            {
                ((delegate*<long, long, long, long, long, long, long, long>)libc->SystemCall)(libc->CloseRangeNumber, first, last, 0, 0, 0, 0);
            }

            first = last + 2;
        }
    }

    /// <summary>struct itimerval.</summary>
    private struct IntervalTimer
    {
        internal long IntervalSeconds, IntervalMicroseconds, Seconds, Microseconds;
    }
}
