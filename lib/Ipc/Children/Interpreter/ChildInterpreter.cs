using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Ipc.Native;

namespace Ipc.Children.Interpreter;

/// <summary>
/// Runs a recorded program after fork, where the runtime no longer works. It allocates nothing, reads no managed object,
/// throws nothing, and calls libc through managed function pointers: no stub, no transition, no poll.
/// It is compiled before the first fork.
/// </summary>
internal static unsafe class ChildInterpreter
{
    private const int Registers = 512;
    private const int CLOCK_MONOTONIC = 1, CLOCK_THREAD_CPUTIME_ID = 3, PR_SET_PDEATHSIG = 1, SIGKILL = 9, SIGSTOP = 19, ITIMER_REAL = 0, SIG_SETMASK = 2, FUTEX_WAKE = 1;
    private const int PR_SET_SECCOMP = Seccomp.PR_SET_SECCOMP, PR_SET_NO_NEW_PRIVS = Seccomp.PR_SET_NO_NEW_PRIVS, SECCOMP_MODE_FILTER = Seccomp.SECCOMP_MODE_FILTER;

    /// <summary>The sixth argument of the calls that the interpreter makes on its own account: the kernel ignores it, and a tracer leaves these calls out.</summary>
    internal const long OwnCall = 0x1ab0_0000_0ca1_1ed5;

    private const long CloneThreadFlags = 0x50f00; // CLONE_VM|CLONE_FS|CLONE_FILES|CLONE_SIGHAND|CLONE_THREAD|CLONE_SYSVSEM

    /// <summary>What a new thread or a clone of the parent is told.</summary>
    internal struct StartArgument
    {
        internal ImageHeader* Image;
        internal int Instruction;

        /// <summary>The number of a nested process's name, or −1 for a thread.</summary>
        internal int Name;
    }

    /// <summary>The first code of a clone with a stack of its own. Never returns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static int CloneEntry(StartArgument* argument)
    {
        Enter(argument->Image);
        Run(argument->Image, argument->Instruction);
        return 127;
    }

    /// <summary>The first code of a thread that a child starts.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static int ThreadEntry(StartArgument* argument)
    {
        Run(argument->Image, argument->Instruction);
        return 127;
    }

    /// <summary>The first code of a process that a child makes with clone(2).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static int NestedEntry(StartArgument* argument)
    {
        BeginNested(argument->Image, argument->Name, diesWithParent: true);
        Run(argument->Image, argument->Instruction);
        return 127;
    }

    /// <summary>
    /// The only code that both sides of a vfork run. The child goes on below this frame, on its parent's stack, with a copy
    /// of the registers, and never returns through it.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    internal static long VforkAndRun(ImageHeader* image, Instruction* instruction, int position, long* registers, int name, bool diesWithParent)
    {
        var pid = ((delegate*<int>)instruction->Function)();
        if (pid == 0)
        {
            BeginNested(image, name, diesWithParent);
            while (true)
            {
                Run(image, position, registers);
            }
        }

        return pid;
    }

    /// <summary>The signal handler of children: it leaves a note in the image that SIGACTION's owner set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void HandleSignal(int signal, int* information, void* context)
    {
        var image = *HandlerImage;
        var libc = &image->Libc;
        var errno = ((delegate*<int*>)libc->ErrnoLocation)();
        var saved = *errno;
        var slot = System.Threading.Interlocked.Increment(ref image->SignalHead) - 1;
        if (slot < ImageHeader.SignalCapacity)
        {
            var entry = image->Signals + slot;
            entry->Code = information[2];
            entry->SenderPid = information[4];
            entry->SenderUser = information[5];
            entry->Value = *(long*)(information + 6);
            entry->ReceiverPid = (int)Own(libc, libc->GetPidNumber, 0, 0);
            entry->ReceiverTid = (int)Own(libc, libc->GetTidNumber, 0, 0);
            entry->Time = Now(libc);
            System.Threading.Volatile.Write(ref entry->Signal, signal);
        }

        *errno = saved;
    }

    /// <summary>The handler of children that have steps for a signal: it leaves the same note, and then runs them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void HandleBySteps(int signal, int* information, void* context)
    {
        HandleSignal(signal, information, context);
        var image = *HandlerImage;
        var errno = ((delegate*<int*>)image->Libc.ErrnoLocation)();
        var saved = *errno;
        Run(image, image->HandlerAt[signal]);
        *errno = saved;
    }

    /// <summary>
    /// Where the image is noted that <see cref="HandleSignal"/> writes to, in this process. The place is in memory that every
    /// child has a copy of. A static variable of this class may lie in memory that the runtime shares with its children.
    /// </summary>
    internal static ImageHeader** HandlerImage;

    /// <summary>Announces the new process and makes it one of the laboratory's: own group, default signals, only its own descriptors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Enter(ImageHeader* image)
    {
        var libc = &image->Libc;
        Announce(image, 0);
        image->Started = 1;
        ((delegate*<long, long, long, long, long, long, long, long>)libc->SystemCall)(libc->FutexNumber, (long)&image->Started, FUTEX_WAKE, int.MaxValue, 0, 0, 0);
        if ((image->Flags & (int)ImageHeader.Flag.OwnProcessGroup) != 0)
        {
            ((delegate*<int, int, int>)libc->SetProcessGroup)(0, 0);
        }

        if ((image->Flags & (int)ImageHeader.Flag.DieWithParent) != 0)
        {
            _ = Own(libc, libc->PrctlNumber, PR_SET_PDEATHSIG, SIGKILL);
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
            _ = Own(libc, libc->PrctlNumber, PR_SET_NO_NEW_PRIVS, 1);
            if (Own(libc, libc->PrctlNumber, PR_SET_SECCOMP, SECCOMP_MODE_FILTER, (long)&image->Filter) != 0)
            {
                image->FilterErrno = *((delegate*<int*>)libc->ErrnoLocation)();
            }
        }

        System.Threading.Volatile.Write(ref image->Ready, 1);
        while (System.Threading.Volatile.Read(ref image->Gate) == 0)
        {
        }
    }

    /// <summary>Runs from an instruction on. In a child it does not return: the last instruction of every path exits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    internal static void Run(ImageHeader* image, int position, long* inherited = null)
    {
        var libc = &image->Libc;
        long* registers = stackalloc long[Registers];
        for (var i = 0; i < Registers; i++)
        {
            registers[i] = inherited == null ? 0 : inherited[i];
        }

        long* a = stackalloc long[6];
        var pid = (int)Own(libc, libc->GetPidNumber, 0, 0);
        while (true)
        {
            var instruction = image->Instructions + position;
            position++;
            for (var i = 0; i < 6; i++)
            {
                var argument = instruction->Arguments[i];
                var kind = (instruction->Kinds >> (2 * i)) & 3;
                a[i] = kind == Instruction.Constant ? argument : kind == Instruction.Register ? registers[argument] : (long)image + argument;
            }

            RingEntry* entry = null;
            if (instruction->Step >= 0)
            {
                var sequence = System.Threading.Interlocked.Increment(ref image->RingHead);
                entry = image->Ring + ((sequence - 1) % image->RingCapacity);
                entry->Sequence = sequence;
                entry->End = 0;
                entry->Errno = 0;
                entry->ByteCount = 0;
                entry->Extra = 0;
                entry->Result = 0;
                entry->Step = instruction->Step;
                entry->Pid = pid;
                for (var i = 0; i < 6; i++)
                {
                    entry->Arguments[i] = a[i];
                }

                entry->Start = Now(libc);
            }

            long result = 0;
            long extra = 0;
            var called = false;
            switch (instruction->Op)
            {
                case Op.Call:
                case Op.Exec:
                    result = ((delegate*<long, long, long, long, long, long, long>)instruction->Function)(a[0], a[1], a[2], a[3], a[4], a[5]);
                    called = true;
                    break;
                case Op.SystemCall:
                    result = ((delegate*<long, long, long, long, long, long, long, long>)libc->SystemCall)(a[0], a[1], a[2], a[3], a[4], a[5], 0);
                    called = true;
                    break;
                case Op.Futex:
                    result = ((delegate*<long, long, long, long, long, long, long, long>)libc->SystemCall)(libc->FutexNumber, a[0], a[1], a[2], a[3], a[4], a[5]);
                    called = true;
                    break;
                case Op.Fork:
                    result = ((delegate*<long, long, long, long, long, long, long>)instruction->Function)(0, 0, 0, 0, 0, 0);
                    called = true;
                    if ((int)result == 0)
                    {
                        entry = null;
                        pid = (int)Own(libc, libc->GetPidNumber, 0, 0);
                        BeginNested(image, (int)a[0], a[1] != 0);
                    }

                    break;
                case Op.Vfork:
                    registers[instruction->Destination] = 0; // what the child finds there
                    result = VforkAndRun(image, instruction, position, registers, (int)a[0], a[1] != 0);
                    called = true;
                    break;
                case Op.Clone:
                    result = ((delegate*<long, long, long, long, int>)libc->Clone)(instruction->Function, a[0], a[2], a[1]);
                    called = true;
                    break;
                case Op.Wait:
                    int status = 0;
                    result = ((delegate*<long, long, long, long, long, long, long>)instruction->Function)(a[0], (long)&status, a[2], 0, 0, 0);
                    extra = status;
                    registers[instruction->Destination + 1] = status;
                    called = true;
                    break;
                case Op.Thread:
                    result = ((delegate*<long, long, long, long, int>)libc->Clone)(instruction->Function, a[0], CloneThreadFlags, a[1]);
                    called = true;
                    break;
                case Op.Exit:
                    while (true)
                    {
                        ((delegate*<long, void>)libc->ExitProcess)(a[0]);
                    }

                case Op.ExitThread:
                    while (true)
                    {
                        ((delegate*<long, long, long, long, long, long, long, long>)libc->SystemCall)(libc->ExitNumber, a[0], 0, 0, 0, 0, 0);
                    }

                case Op.Load:
                    result = (instruction->Flags & (int)Instruction.Flag.IntResult) != 0 ? System.Threading.Volatile.Read(ref *(int*)a[0]) : System.Threading.Volatile.Read(ref *(long*)a[0]);
                    break;
                case Op.Store when (instruction->Flags & (int)Instruction.Flag.IntResult) != 0:
                    System.Threading.Volatile.Write(ref *(int*)a[0], (int)a[1]);
                    break;
                case Op.Store:
                    System.Threading.Volatile.Write(ref *(long*)a[0], a[1]);
                    result = a[1];
                    break;
                case Op.FetchAdd:
                    result = System.Threading.Interlocked.Add(ref *(long*)a[0], a[1]) - a[1];
                    break;
                case Op.CompareExchange:
                    result = System.Threading.Interlocked.CompareExchange(ref *(long*)a[0], a[2], a[1]);
                    break;
                case Op.Exchange:
                    result = System.Threading.Interlocked.Exchange(ref *(long*)a[0], a[1]);
                    break;
                case Op.SpinUntilEqual:
                    while (System.Threading.Volatile.Read(ref *(long*)a[0]) != a[1])
                    {
                        result++;
                        if ((result & 0x3ff) == 0)
                        {
                            _ = Own(libc, libc->SchedYieldNumber, 0, 0);
                        }
                    }

                    break;
                case Op.Compute:
                    var until = Clock(libc, CLOCK_THREAD_CPUTIME_ID) + a[0];
                    while (Clock(libc, CLOCK_THREAD_CPUTIME_ID) < until)
                    {
                        result++;
                    }

                    break;
                case Op.Now:
                    result = Now(libc);
                    break;
                case Op.Move:
                    result = a[0];
                    break;
                case Op.Add:
                    result = a[0] + a[1];
                    break;
                case Op.Subtract:
                    result = a[0] - a[1];
                    break;
                case Op.Equal:
                    result = a[0] == a[1] ? 1 : 0;
                    break;
                case Op.NotEqual:
                    result = a[0] != a[1] ? 1 : 0;
                    break;
                case Op.Less:
                    result = a[0] < a[1] ? 1 : 0;
                    break;
                case Op.Greater:
                    result = a[0] > a[1] ? 1 : 0;
                    break;
                case Op.Jump:
                    position = instruction->Target;
                    continue;
                case Op.JumpIfZero:
                    if (a[0] == 0)
                    {
                        position = instruction->Target;
                    }

                    continue;
                case Op.Compiled:
                    ((delegate*<long*, nint, void>)instruction->Function)(registers, (nint)a[0]);
                    position = instruction->Target;
                    continue;
                case Op.Return:
                    return;
            }

            if ((instruction->Flags & (int)Instruction.Flag.IntResult) != 0)
            {
                result = (int)result;
            }

            registers[instruction->Destination] = result;
            if (entry != null)
            {
                entry->End = Now(libc);
                entry->Result = result;
                entry->Extra = extra;
                var failed = (instruction->Flags & (int)Instruction.Flag.ZeroFails) != 0 ? 0 : -1;
                entry->Errno = called && result == failed ? *((delegate*<int*>)libc->ErrnoLocation)() : 0;
                var third = (instruction->Flags & (int)Instruction.Flag.ThirdArgument) != 0;
                if ((instruction->Flags & (int)Instruction.Flag.KeepBytes) != 0 && result > 0)
                {
                    // A datagram's real length may be more than the buffer has.
                    var room = third ? a[5] : a[2];
                    var count = result < room ? result : room;
                    count = count < RingEntry.KeptBytes ? count : RingEntry.KeptBytes;
                    for (var i = 0; i < count; i++)
                    {
                        entry->Bytes[i] = ((byte*)(third ? a[3] : a[1]))[i];
                    }

                    entry->ByteCount = (int)count;
                }

                if ((instruction->Flags & (int)Instruction.Flag.KeepPair) != 0 && result == 0)
                {
                    for (var i = 0; i < 2 * sizeof(int); i++)
                    {
                        entry->Bytes[i] = ((byte*)(third ? a[3] : a[0]))[i];
                    }

                    entry->ByteCount = 2 * sizeof(int);
                }

                if ((instruction->Flags & (int)Instruction.Flag.KeepInt) != 0)
                {
                    entry->Extra = *(int*)a[4];
                }
            }

            if (instruction->Op == Op.Exec)
            {
                image->ExecStep = instruction->Step;
                image->ExecErrno = *((delegate*<int*>)libc->ErrnoLocation)();
                while (true)
                {
                    ((delegate*<long, void>)libc->ExitProcess)(127);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void BeginNested(ImageHeader* image, int name, bool diesWithParent)
    {
        if (diesWithParent)
        {
            _ = Own(&image->Libc, image->Libc.PrctlNumber, PR_SET_PDEATHSIG, SIGKILL);
        }

        Announce(image, name);
        LimitLife(image);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Announce(ImageHeader* image, int name)
    {
        var libc = &image->Libc;
        var slot = System.Threading.Interlocked.Increment(ref image->ProcessHead) - 1;
        if (slot < ImageHeader.ProcessCapacity)
        {
            var process = image->Processes + slot;
            process->ParentPid = (int)Own(libc, libc->GetParentPidNumber, 0, 0);
            process->Name = name;
            process->Started = Now(libc);
            System.Threading.Volatile.Write(ref process->Pid, (int)Own(libc, libc->GetPidNumber, 0, 0));
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
        _ = Own(&image->Libc, image->Libc.SetTimerNumber, ITIMER_REAL, (long)&timer);
    }

    /// <summary>A system call of the interpreter's own, marked so that no trace takes it for one of the program's.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long Own(LibcTable* libc, long number, long first, long second, long third = 0) =>
        ((delegate*<long, long, long, long, long, long, long, long>)libc->SystemCall)(number, first, second, third, 0, 0, OwnCall);

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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static long Now(LibcTable* libc) => Clock(libc, CLOCK_MONOTONIC);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long Clock(LibcTable* libc, int clock)
    {
        TimeSpec time;
        ((delegate*<int, TimeSpec*, int>)libc->ClockGettime)(clock, &time);
        return (time.Seconds * 1_000_000_000) + time.Nanoseconds;
    }

    /// <summary>struct itimerval.</summary>
    private struct IntervalTimer
    {
        internal long IntervalSeconds, IntervalMicroseconds, Seconds, Microseconds;
    }

    private struct TimeSpec
    {
        internal long Seconds;
        internal long Nanoseconds;
    }
}
