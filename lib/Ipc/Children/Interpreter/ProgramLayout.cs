using System.Runtime.InteropServices;

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

        /// <summary>The function returns a C int: its upper half is to be sign-extended.</summary>
        IntResult = 1,

        /// <summary>Argument 1 points to bytes worth keeping: as many as the result says.</summary>
        KeepBytes = 2,
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
    internal int ReceiverPid;
    internal long Value;
    internal long Time;
}

/// <summary>The start of the image: the page that parent and children share.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct ImageHeader
{
    internal const int ProcessCapacity = 1024, SignalCapacity = 1024;

    internal int Started;
    internal int Flags;
    internal int StandardOutput;
    internal int StandardError;
    internal int NullInput;
    internal int KeepCount;
    internal int ExecErrno;
    internal int ExecStep;
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
    }
}

/// <summary>The functions that the interpreter itself needs, as addresses.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct LibcTable
{
    internal nint ClockGettime, ErrnoLocation, GetPid, GetParentPid, SetProcessGroup, Prctl, SigAction, SigProcMask, Dup2, SystemCall, ExitProcess, Clone, SchedYield, Alarm;
    internal long ExitNumber, FutexNumber, CloseRangeNumber;
}
