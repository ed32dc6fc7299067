using System.Runtime.InteropServices;

namespace Ipc.Native;

/// <summary>asm/ucontext.h: what the kernel lays on the stack before it calls a signal handler, and rt_sigreturn takes from there.</summary>
/// <seealso href="https://man7.org/linux/man-pages/man2/sigreturn.2.html"/>
internal static class SignalFrame
{
    /// <summary>How far above the stack pointer, at the entry of rt_sigreturn, the signal mask lies that is put back.</summary>
    /// <remarks>x86-64: uc_flags, uc_link, uc_stack and struct sigcontext of 256 bytes lie below it. arm64: siginfo_t of 128 bytes, uc_flags, uc_link and uc_stack.</remarks>
    internal static int MaskOffset { get; } = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 128 + 8 + 8 + 24 : 8 + 8 + 24 + 256;
}
