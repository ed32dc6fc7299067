namespace Ipc.Children;

/// <summary>What a lock on bytes allows others: the l_type of fcntl(2).</summary>
public enum LockType
{
    /// <summary>Others may read, too: a shared lock. The descriptor must be open for reading.</summary>
    Read = Native.RecordLock.F_RDLCK,

    /// <summary>Nobody else: an exclusive lock. The descriptor must be open for writing.</summary>
    Write = Native.RecordLock.F_WRLCK,

    /// <summary>No lock any more.</summary>
    Unlock = Native.RecordLock.F_UNLCK,
}
