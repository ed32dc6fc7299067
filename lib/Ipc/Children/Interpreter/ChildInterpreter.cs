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
    private const long CloneThreadFlags = 0x50f00; // CLONE_VM|CLONE_FS|CLONE_FILES|CLONE_SIGHAND|CLONE_THREAD|CLONE_SYSVSEM

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
            ChildStart.BeginNested(image, name, diesWithParent);
            while (true)
            {
                Run(image, position, registers);
            }
        }

        return pid;
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
        var pid = (int)OwnCalls.Make(libc, libc->GetPidNumber, 0, 0);
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

            var entry = instruction->Step >= 0 ? StepNotes.Begin(image, instruction, a, pid) : null;
            var sequence = entry != null ? entry->Sequence : 0;
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
                        pid = (int)OwnCalls.Make(libc, libc->GetPidNumber, 0, 0);
                        ChildStart.BeginNested(image, (int)a[0], a[1] != 0);
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
                    result = (instruction->Flags & (int)Instruction.Flag.IntResult) != 0 ? Volatile.Read(ref *(int*)a[0]) : Volatile.Read(ref *(long*)a[0]);
                    break;
                case Op.Store when (instruction->Flags & (int)Instruction.Flag.IntResult) != 0:
                    Volatile.Write(ref *(int*)a[0], (int)a[1]);
                    break;
                case Op.Store:
                    Volatile.Write(ref *(long*)a[0], a[1]);
                    result = a[1];
                    break;
                case Op.FetchAdd:
                    result = Interlocked.Add(ref *(long*)a[0], a[1]) - a[1];
                    break;
                case Op.CompareExchange:
                    result = Interlocked.CompareExchange(ref *(long*)a[0], a[2], a[1]);
                    break;
                case Op.Exchange:
                    result = Interlocked.Exchange(ref *(long*)a[0], a[1]);
                    break;
                case Op.SpinUntilEqual:
                    while (Volatile.Read(ref *(long*)a[0]) != a[1])
                    {
                        result++;
                        if ((result & 0x3ff) == 0)
                        {
                            _ = OwnCalls.Make(libc, libc->SchedYieldNumber, 0, 0);
                        }
                    }

                    break;
                case Op.Compute:
                    var until = OwnCalls.ThreadCpuTime(libc) + a[0];
                    while (OwnCalls.ThreadCpuTime(libc) < until)
                    {
                        result++;
                    }

                    break;
                case Op.Now:
                    result = OwnCalls.Now(libc);
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
                StepNotes.End(libc, entry, sequence, instruction, a, called, result, extra);
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
}
