namespace Ipc.Tracing;

/// <summary>One argument of a system call.</summary>
/// <param name="Name">Its name in the man page: "pathname", "flags".</param>
/// <param name="Text">Its value in strace's manner: flags by name, buffers and paths as quoted text, structures opened up.</param>
/// <param name="Word">The register as it was; an address where the text shows what stood there.</param>
public sealed record SystemCallArgument(string Name, string Text, long Word)
{
    /// <summary>What strace writes in front of it, where the order of the arguments is not that of the registers: "flags" of clone; else empty.</summary>
    public string Label { get; init; } = "";

    /// <inheritdoc/>
    public override string ToString() => Label.Length > 0 ? $"{Label}={Text}" : Text;
}
