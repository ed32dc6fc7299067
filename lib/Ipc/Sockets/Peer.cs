namespace Ipc.Sockets;

/// <summary>Who is at the other end of a connection, as the kernel noted it: struct ucred.</summary>
/// <param name="Pid">The process id.</param>
/// <param name="Uid">The effective user id.</param>
/// <param name="Gid">The effective group id.</param>
/// <seealso href="https://man7.org/linux/man-pages/man7/unix.7.html"/>
public sealed record Peer(int Pid, int Uid, int Gid) : IObservation;
