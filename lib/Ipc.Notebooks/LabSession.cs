namespace Ipc.Notebooks;

/// <summary>A notebook's session with the laboratory.</summary>
/// <param name="Host">The machine in one line: kernel, CPUs, virtualised or not, glibc, .NET, date.</param>
/// <param name="Chapter">The chapter's file name without extension, or empty.</param>
/// <param name="Opened">When the session was opened.</param>
public sealed record LabSession(string Host, string Chapter, DateTimeOffset Opened)
{
    /// <summary>The host line.</summary>
    public override string ToString() => Host;
}
