namespace Ipc.FileLocks;

/// <summary>The three kinds of advisory file lock.</summary>
public enum LockKind
{
    /// <summary>flock(2): of the open file description, always of the whole file.</summary>
    Flock,

    /// <summary>fcntl(2) with F_SETLK: of the process, of a range of bytes.</summary>
    Fcntl,

    /// <summary>fcntl(2) with F_OFD_SETLK: of the open file description, of a range of bytes.</summary>
    OpenFileDescription,
}
