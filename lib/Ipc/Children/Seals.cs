namespace Ipc.Children;

/// <summary>What a file in memory no longer allows: the F_SEAL_* flags of fcntl(2). A seal is never taken off again.</summary>
/// <seealso href="https://man7.org/linux/man-pages/man2/F_GET_SEALS.2const.html"/>
[Flags]
public enum Seals
{
    /// <summary>It allows everything.</summary>
    None = 0,

    /// <summary>F_SEAL_SEAL: no more seals.</summary>
    Seal = 1,

    /// <summary>F_SEAL_SHRINK: its length does not go down.</summary>
    Shrink = 2,

    /// <summary>F_SEAL_GROW: its length does not go up.</summary>
    Grow = 4,

    /// <summary>F_SEAL_WRITE: nobody changes its bytes. It cannot be set while somebody has them mapped for writing.</summary>
    Write = 8,

    /// <summary>F_SEAL_FUTURE_WRITE: as Write, but mappings that exist go on writing. Since Linux 5.1.</summary>
    FutureWrite = 16,
}
