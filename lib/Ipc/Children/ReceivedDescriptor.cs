namespace Ipc.Children;

/// <summary>What recvmsg(2) brought in a child.</summary>
/// <param name="Bytes">How many bytes; 0 at end of file; −1 for an error.</param>
/// <param name="Descriptor">The descriptor that came along, with the number that it has here; −1 where none came.</param>
/// <param name="Flags">msg_flags, as the bits of <see cref="Sockets.MessageFlags"/>.</param>
public sealed record ReceivedDescriptor(Value Bytes, Value Descriptor, Value Flags);
