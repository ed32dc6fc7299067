using Ipc.Children;

namespace Ipc.Measurement.Mechanisms;

/// <summary>One of the two processes, as a carrier sees it.</summary>
/// <param name="IsFirst">Whether it is the one that begins, and has the clock.</param>
/// <param name="Peer">The other's process id.</param>
/// <param name="Outgoing">The address of the message to send, in memory of its own. The word before it is free for a header, and there is room at <see cref="VectorOffset"/>.</param>
/// <param name="Incoming">The address for the message received; the same holds.</param>
/// <param name="Bytes">The length of both.</param>
/// <param name="FailIf">Records that the measurement ends with an error where a call did not do what it should.</param>
internal sealed record CarrierSide(bool IsFirst, Value Peer, Value Outgoing, Value Incoming, int Bytes, Action<Condition, string> FailIf)
{
    /// <summary>So far before each message stands a word that the protocol itself uses.</summary>
    internal const int WordOffset = 64;

    /// <summary>So far before each message there is room for a struct iovec.</summary>
    internal const int VectorOffset = 128;
}
