namespace Ipc.Measurement.Mechanisms;

/// <summary>How one side uses a carrier.</summary>
/// <param name="Send">Records the steps that send the message in <see cref="CarrierSide.Outgoing"/>.</param>
/// <param name="Receive">Records the steps that wait for a message and bring it to <see cref="CarrierSide.Incoming"/>.</param>
internal sealed record CarrierEnd(Action Send, Action Receive);
