using System.Runtime.InteropServices;

namespace Ipc.Native;

/// <summary>linux/seccomp.h: a filter in the kernel that stops a tracee at some system calls and lets all others pass at full speed.</summary>
/// <seealso href="https://man7.org/linux/man-pages/man2/seccomp.2.html"/>
internal static class Seccomp
{
    internal const int PR_SET_SECCOMP = 22, PR_SET_NO_NEW_PRIVS = 38, SECCOMP_MODE_FILTER = 2;

    private const ushort LoadWord = 0x20, JumpIfEqual = 0x15, Return = 0x06; // BPF_LD|BPF_W|BPF_ABS, BPF_JMP|BPF_JEQ|BPF_K, BPF_RET|BPF_K
    private const uint SECCOMP_RET_ERRNO = 0x00050000, SECCOMP_RET_TRACE = 0x7ff00000, SECCOMP_RET_ALLOW = 0x7fff0000;
    private const uint NumberOffset = 0, ArchitectureOffset = 4; // in struct seccomp_data

    private static uint AuditArchitecture => RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => 0xc000003e,
        Architecture.Arm64 => 0xc00000b7,
        _ => throw new PlatformNotSupportedException($"the course knows the system calls of x86-64 and arm64, not those of {RuntimeInformation.ProcessArchitecture}"),
    };

    /// <summary>The filter program that answers SECCOMP_RET_TRACE for the calls and SECCOMP_RET_ALLOW for all others.</summary>
    /// <param name="calls">The numbers of the calls, at most 200.</param>
    internal static IReadOnlyList<Instruction> TraceOnly(IReadOnlyList<int> calls) => Program(calls, SECCOMP_RET_TRACE);

    /// <summary>The filter program that lets the calls fail and all others pass: a sandbox as containers have it.</summary>
    /// <param name="calls">The numbers of the calls, at most 200.</param>
    /// <param name="errno">What they fail with.</param>
    internal static IReadOnlyList<Instruction> Refuse(IReadOnlyList<int> calls, Errno errno) => Program(calls, SECCOMP_RET_ERRNO | (uint)errno);

    private static List<Instruction> Program(IReadOnlyList<int> calls, uint answer)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(calls.Count, 200);
        // Behind the comparisons stand two returns: SECCOMP_RET_ALLOW, then the answer.
        var program = new List<Instruction>
        {
            new(LoadWord, 0, 0, ArchitectureOffset),
            new(JumpIfEqual, 0, (byte)(calls.Count + 1), AuditArchitecture),
            new(LoadWord, 0, 0, NumberOffset),
        };
        for (var i = 0; i < calls.Count; i++)
        {
            program.Add(new(JumpIfEqual, (byte)(calls.Count - i), 0, (uint)calls[i]));
        }

        program.Add(new(Return, 0, 0, SECCOMP_RET_ALLOW));
        program.Add(new(Return, 0, 0, answer));
        return program;
    }

    /// <summary>struct sock_filter.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal readonly record struct Instruction(ushort Code, byte IfTrue, byte IfFalse, uint Operand);

    /// <summary>struct sock_fprog.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal unsafe struct FilterProgram
    {
        internal ushort Length;
        internal Instruction* Instructions;
    }
}
