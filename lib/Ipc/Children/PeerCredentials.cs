namespace Ipc.Children;

/// <summary>Who is at the other end, as a child learned it from the kernel.</summary>
/// <param name="Result">What the call returned: −1 for an error; of recvmsg(2) the bytes that came.</param>
/// <param name="Pid">The process id.</param>
/// <param name="Uid">The user id.</param>
/// <param name="Gid">The group id.</param>
public sealed record PeerCredentials(Value Result, Value Pid, Value Uid, Value Gid);
