namespace Ipc.Children;

/// <content>File locks.</content>
public sealed partial class ChildProgram
{
    /// <summary>Locks or unlocks an open file: flock(2). It waits until nobody else holds a lock that excludes this one.</summary>
    /// <param name="descriptor">A descriptor of the file.</param>
    /// <param name="operation">Which lock, and whether to wait.</param>
    /// <returns>0, or −1: EWOULDBLOCK where it was not to wait.</returns>
    /// <seealso href="https://man7.org/linux/man-pages/man2/flock.2.html"/>
    public Value Flock(Operand descriptor, FlockOperation operation)
    {
        RequireOpen(descriptor, "flock");
        return CallStep("flock", $"flock({{0}}, {Text(operation)})", [descriptor, (int)operation]);
    }

    /// <summary>Locks or unlocks bytes of an open file: fcntl(2) with a lock of the process, or of the open file description.</summary>
    /// <param name="descriptor">A descriptor of the file, open for what the lock is for.</param>
    /// <param name="ofDescription">F_OFD_SETLK and F_OFD_SETLKW: the lock belongs to the open file description. Otherwise F_SETLK and F_SETLKW: to the process.</param>
    /// <param name="wait">It waits for who holds a lock on these bytes; otherwise it fails with EAGAIN.</param>
    /// <param name="start">The first byte.</param>
    /// <param name="bytes">How many; 0 for all up to the end of the file, wherever that will be.</param>
    /// <param name="type">An exclusive lock, a shared one, or none any more.</param>
    /// <returns>0, or −1: EAGAIN, EDEADLK.</returns>
    /// <seealso href="https://man7.org/linux/man-pages/man2/fcntl_locking.2.html"/>
    public Value LockBytes(Operand descriptor, bool ofDescription = false, bool wait = false, long start = 0, long bytes = 0, LockType type = LockType.Write)
    {
        RequireOpen(descriptor, "fcntl");
        var (command, name) = (ofDescription, wait) switch
        {
            (false, false) => (Native.RecordLock.F_SETLK, "F_SETLK"),
            (false, true) => (Native.RecordLock.F_SETLKW, "F_SETLKW"),
            (true, false) => (Native.RecordLock.F_OFD_SETLK, "F_OFD_SETLK"),
            _ => (Native.RecordLock.F_OFD_SETLKW, "F_OFD_SETLKW"),
        };
        return CallStep("fcntl", $"fcntl({{0}}, {name}, {{{TypeName(type)}, {start}, {bytes}}})", [descriptor, command, Argument.At(Offset(Native.RecordLock.Structure((short)type, start, bytes)))]);
    }

    /// <summary>Locks all bytes from the position of an open file on, exclusively: lockf(3), or gives them back.</summary>
    /// <param name="descriptor">A descriptor of the file, open for writing.</param>
    /// <param name="wait">F_LOCK, which waits for who holds a lock on these bytes; otherwise F_TLOCK, which fails with EAGAIN.</param>
    /// <param name="unlock">F_ULOCK: gives the bytes back.</param>
    /// <returns>0, or −1.</returns>
    /// <seealso href="https://man7.org/linux/man-pages/man3/lockf.3.html"/>
    public Value Lockf(Operand descriptor, bool wait = false, bool unlock = false)
    {
        RequireOpen(descriptor, "lockf");
        var (command, name) = unlock ? (Native.RecordLock.F_ULOCK, "F_ULOCK") : wait ? (Native.RecordLock.F_LOCK, "F_LOCK") : (Native.RecordLock.F_TLOCK, "F_TLOCK");
        return CallStep("lockf", $"lockf({{0}}, {name}, 0)", [descriptor, command, 0]);
    }

    private static string TypeName(LockType type) => type switch { LockType.Read => "F_RDLCK", LockType.Write => "F_WRLCK", _ => "F_UNLCK" };

    private static string Text(FlockOperation operation)
    {
        (FlockOperation Bit, string Name)[] names = [(FlockOperation.Shared, "LOCK_SH"), (FlockOperation.Exclusive, "LOCK_EX"), (FlockOperation.Unlock, "LOCK_UN"), (FlockOperation.NonBlocking, "LOCK_NB")];
        return string.Join('|', names.Where(one => operation.HasFlag(one.Bit)).Select(one => one.Name));
    }
}
