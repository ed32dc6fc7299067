namespace Ipc.Children;

/// <summary>What flock(2) is to do.</summary>
[Flags]
public enum FlockOperation
{
    /// <summary>Nothing; flock refuses it with EINVAL.</summary>
    None = 0,

    /// <summary>LOCK_SH: a lock that several may hold.</summary>
    Shared = 1,

    /// <summary>LOCK_EX: a lock that one may hold.</summary>
    Exclusive = 2,

    /// <summary>LOCK_NB: fail with EWOULDBLOCK instead of waiting.</summary>
    NonBlocking = 4,

    /// <summary>LOCK_UN: give the lock back.</summary>
    Unlock = 8,
}
