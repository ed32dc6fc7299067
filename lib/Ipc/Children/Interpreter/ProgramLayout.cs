using System.Runtime.InteropServices;
using Ipc.Native;

namespace Ipc.Children.Interpreter;

/// <summary>One instruction as the child reads it. Operand i is a constant, a register, or an offset into the image, by two bits of <see cref="Kinds"/>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct Instruction
{
    internal const int Constant = 0, Register = 1, ImageOffset = 2;

    internal Op Op;
    internal int Destination;
    internal int Step;
    internal int Target;
    internal int Kinds;
    internal int Flags;
    internal nint Function;
    internal fixed long Arguments[6];

    [Flags]
    internal enum Flag
    {
        None = 0,

        /// <summary>The function returns a C int: its upper half is to be sign-extended. A load or store is of an int, which need not lie where a long may.</summary>
        IntResult = 1,

        /// <summary>Argument 1 points to bytes worth keeping: as many as the result says.</summary>
        KeepBytes = 2,

        /// <summary>Argument 0 points to two ints that the function fills: pipe's descriptors.</summary>
        KeepPair = 4,

        /// <summary>With <see cref="KeepBytes"/> or <see cref="KeepPair"/>: they are where argument 3 points to, and as many bytes as argument 5 says at most.</summary>
        ThirdArgument = 8,

        /// <summary>Argument 4 points to an int worth keeping.</summary>
        KeepInt = 16,

        /// <summary>The function returns a pointer, and 0 where it failed.</summary>
        ZeroFails = 32,
    }
}

/// <summary>One step as the child leaves it in the ring.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct RingEntry
{
    internal const int KeptBytes = 48;

    /// <summary>The entry's number plus one, written first; 0 is an entry never used.</summary>
    internal long Sequence;
    internal long Start;
    internal long End;
    internal long Result;
    internal long Extra;
    internal int Pid;
    internal int Step;
    internal int Errno;
    internal int ByteCount;
    internal fixed long Arguments[6];
    internal fixed byte Bytes[KeptBytes];
}

/// <summary>A process as it announces itself when it starts.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ProcessEntry
{
    internal int Pid;
    internal int ParentPid;
    internal int Name;
    internal int Reserved;
    internal long Started;
}

/// <summary>A signal that a child's handler took.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SignalEntry
{
    internal int Signal;
    internal int Code;
    internal int SenderPid;
    internal int SenderUser;
    internal int ReceiverPid;
    internal int ReceiverTid;
    internal int Reserved;
    internal long Value;
    internal long Time;
}

/// <summary>The start of the image: the page that parent and children share.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct ImageHeader
{
    internal const int ProcessCapacity = 1024, SignalCapacity = 1024, SignalNumbers = 65;

    internal int Started;
    internal int Flags;
    internal int StandardOutput;
    internal int StandardError;
    internal int NullInput;
    internal int KeepCount;
    internal int ExecErrno;
    internal int ExecStep;

    /// <summary>The child has done all that the laboratory does in it and waits at <see cref="Gate"/>; only where <see cref="Flag.AwaitsTracer"/> is set.</summary>
    internal int Ready;

    /// <summary>The tracer sets it once it has attached: the program begins.</summary>
    internal int Gate;

    /// <summary>Why the kernel refused the filter; 0 where it took it, or where there is none.</summary>
    internal int FilterErrno;

    /// <summary>For each signal the instruction at which the program's own handler starts; 0 where it has none.</summary>
    internal fixed int HandlerAt[SignalNumbers];
    internal Seccomp.FilterProgram Filter;
    internal long RingHead;
    internal long RingCapacity;
    internal long ProcessHead;
    internal long SignalHead;
    internal long AlarmSeconds;
    internal Instruction* Instructions;
    internal RingEntry* Ring;
    internal ProcessEntry* Processes;
    internal SignalEntry* Signals;
    internal int* Keep;
    internal LibcTable Libc;

    [Flags]
    internal enum Flag
    {
        None = 0,
        OwnProcessGroup = 1,
        DieWithParent = 2,
        SharesDescriptors = 4,
        SharesHandlers = 8,
        AwaitsTracer = 16,
    }
}

/// <summary>The functions that the interpreter itself needs, as addresses.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct LibcTable
{
    internal nint ClockGettime, ErrnoLocation, SetProcessGroup, SigAction, SigProcMask, Dup2, SystemCall, ExitProcess, Clone;
    internal long ExitNumber, FutexNumber, CloseRangeNumber, GetPidNumber, GetParentPidNumber, GetTidNumber, PrctlNumber, SetTimerNumber, SchedYieldNumber;
}
