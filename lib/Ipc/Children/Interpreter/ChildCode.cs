using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Ipc.Native;

namespace Ipc.Children;

/// <summary>The compiled code that children run, and its addresses. Touching it compiles the interpreter, before any fork.</summary>
internal static unsafe class ChildCode
{
    static ChildCode()
    {
        foreach (var method in typeof(Interpreter.ChildInterpreter).GetMethods(System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Public))
        {
            RuntimeHelpers.PrepareMethod(method.MethodHandle);
        }

        Interpreter.ChildInterpreter.HandlerImage = (Interpreter.ImageHeader**)NativeMemory.AllocZeroed((nuint)sizeof(nint));
        CloneEntry = (nint)(delegate*<Interpreter.ChildInterpreter.StartArgument*, int>)&Interpreter.ChildInterpreter.CloneEntry;
        NestedEntry = (nint)(delegate*<Interpreter.ChildInterpreter.StartArgument*, int>)&Interpreter.ChildInterpreter.NestedEntry;
        ThreadEntry = (nint)(delegate*<Interpreter.ChildInterpreter.StartArgument*, int>)&Interpreter.ChildInterpreter.ThreadEntry;
        StepHandler = (nint)(delegate*<int, int*, void*, void>)&Interpreter.ChildInterpreter.HandleBySteps;
        SignalHandler = (nint)(delegate*<int, int*, void*, void>)&Interpreter.ChildInterpreter.HandleSignal;
    }

    internal static nint CloneEntry { get; }

    internal static nint NestedEntry { get; }

    internal static nint ThreadEntry { get; }

    internal static nint SignalHandler { get; }

    internal static nint StepHandler { get; }

    internal static Interpreter.LibcTable Table() => new()
    {
        ClockGettime = Libc.Address("clock_gettime"),
        ErrnoLocation = Libc.Address("__errno_location"),
        SetProcessGroup = Libc.Address("setpgid"),
        SigAction = Libc.Address("sigaction"),
        SigProcMask = Libc.Address("sigprocmask"),
        Dup2 = Libc.Address("dup2"),
        SystemCall = Libc.Address("syscall"),
        ExitProcess = Libc.Address("_exit"),
        Clone = Libc.Address("clone"),
        ExitNumber = SystemCallNumbers.Exit,
        FutexNumber = SystemCallNumbers.Futex,
        CloseRangeNumber = SystemCallNumbers.CloseRange,
        GetPidNumber = SystemCallNumbers.GetPid,
        GetParentPidNumber = SystemCallNumbers.GetParentPid,
        GetTidNumber = SystemCallNumbers.GetTid,
        PrctlNumber = SystemCallNumbers.Prctl,
        SetTimerNumber = SystemCallNumbers.SetTimer,
        SchedYieldNumber = SystemCallNumbers.SchedYield,
    };
}
