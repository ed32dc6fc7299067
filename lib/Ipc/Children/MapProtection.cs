namespace Ipc.Children;

/// <summary>What may be done with mapped memory: the PROT_* flags of mmap(2).</summary>
[Flags]
public enum MapProtection
{
    /// <summary>PROT_NONE: nothing.</summary>
    None = 0,

    /// <summary>PROT_READ.</summary>
    Read = 1,

    /// <summary>PROT_WRITE.</summary>
    Write = 2,

    /// <summary>PROT_EXEC.</summary>
    Execute = 4,
}
