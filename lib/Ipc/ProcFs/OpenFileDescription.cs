namespace Ipc.ProcFs;

/// <summary>An open file description: what one open, pipe or socket call made, and what all copies of its descriptors share: position and flags.</summary>
/// <param name="Object">What it is open on.</param>
/// <param name="Access">How it was opened: "read", "write" or "read and write".</param>
/// <param name="Flags">Its other flags; "none" where there are none.</param>
/// <param name="Position">The file offset, in bytes; 0 for what has none, such as a pipe.</param>
/// <param name="Holders">The descriptors that name it.</param>
/// <seealso href="https://man7.org/linux/man-pages/man2/open.2.html"/>
public sealed record OpenFileDescription(
    OpenObject Object,
    string Access,
    string Flags,
    [property: Column(Unit = "bytes")] long Position,
    [property: Column("held by")] IReadOnlyList<DescriptorHolder> Holders) : IObservation
{
    /// <summary>Whether it can be written to: of a pipe, it is a write end.</summary>
    [Column(Hidden = true)]
    public bool Writes => Access is "write" or "read and write" && !IsPathOnly;

    /// <summary>Whether it can be read from.</summary>
    [Column(Hidden = true)]
    public bool Reads => Access is "read" or "read and write" && !IsPathOnly;

    private bool IsPathOnly => Flags.Split('|').Contains("O_PATH");
}
