using Ipc.Native;
using Ipc.Tracing.Decoding;

namespace Ipc.Children;

/// <summary>A signal that a child's handler took.</summary>
/// <param name="Signal">Which.</param>
/// <param name="Code">Why it was sent: si_code of sigaction(2).</param>
/// <param name="SenderPid">Who sent it, or for SIGCHLD which child it tells of; of no meaning where <see cref="FaultAddress"/> is there.</param>
/// <param name="ReceiverPid">The process whose handler ran.</param>
/// <param name="Value">The word that came with it: si_value, or for SIGCHLD si_status.</param>
/// <param name="Time">When the handler ran.</param>
/// <seealso href="https://man7.org/linux/man-pages/man2/sigaction.2.html"/>
public sealed record ReceivedSignal(Signal Signal, int Code, int SenderPid, int ReceiverPid, long Value, MonotonicTime Time) : IObservation
{
    /// <summary>The real user id of the sender: si_uid.</summary>
    [Column("sender's user")]
    public int SenderUser { get; init; }

    /// <summary>The thread whose handler ran.</summary>
    [Column("on thread")]
    public int ReceiverTid { get; init; }

    /// <summary>The code by its C name: SI_USER, CLD_EXITED; the number where it has none.</summary>
    [Column("si_code")]
    public string CodeName => SignalInformation.CodeText((int)Signal, Code);

    /// <summary>For a fault the address that was touched: si_addr; <c>null</c> for a signal that somebody sent.</summary>
    [Column(Hidden = true)]
    public ulong? FaultAddress => Code > 0 && (Signal is Signal.SIGSEGV or Signal.SIGBUS) ? ((ulong)(uint)SenderUser << 32) | (uint)SenderPid : null;
}
