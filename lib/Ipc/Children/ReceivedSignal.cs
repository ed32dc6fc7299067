using Ipc.Native;

namespace Ipc.Children;

/// <summary>A signal that a child's handler took.</summary>
/// <param name="Signal">Which.</param>
/// <param name="Code">Why it was sent: si_code of sigaction(2).</param>
/// <param name="SenderPid">Who sent it, or for SIGCHLD which child it tells of.</param>
/// <param name="ReceiverPid">The process whose handler ran.</param>
/// <param name="Value">The word that came with it: si_value, or for SIGCHLD si_status.</param>
/// <param name="Time">When the handler ran.</param>
public sealed record ReceivedSignal(Signal Signal, int Code, int SenderPid, int ReceiverPid, long Value, MonotonicTime Time) : IObservation;
