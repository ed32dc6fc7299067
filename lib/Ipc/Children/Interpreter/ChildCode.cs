using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Ipc.Native;

namespace Ipc.Children.Interpreter;

/// <summary>The compiled code that children run, and its addresses. Touching it compiles that code, before any fork.</summary>
internal static unsafe class ChildCode
{
    static ChildCode()
    {
        Type[] run = [typeof(ChildStart), typeof(ChildInterpreter), typeof(StepNotes), typeof(SignalNotes), typeof(OwnCalls)];
        foreach (var method in run.SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.NonPublic)))
        {
            RuntimeHelpers.PrepareMethod(method.MethodHandle);
        }

        SignalNotes.Image = (ImageHeader**)NativeMemory.AllocZeroed((nuint)sizeof(nint));
        CloneEntry = (nint)(delegate*<ChildStart.Argument*, int>)&ChildStart.Clone;
        NestedEntry = (nint)(delegate*<ChildStart.Argument*, int>)&ChildStart.Nested;
        ThreadEntry = (nint)(delegate*<ChildStart.Argument*, int>)&ChildStart.Thread;
        StepHandler = (nint)(delegate*<int, int*, void*, void>)&SignalNotes.LeaveAndRun;
        SignalHandler = (nint)(delegate*<int, int*, void*, void>)&SignalNotes.Leave;
    }

    internal static nint CloneEntry { get; }

    internal static nint NestedEntry { get; }

    internal static nint ThreadEntry { get; }

    internal static nint SignalHandler { get; }

    internal static nint StepHandler { get; }

    internal static LibcTable Table() => new()
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
