using Ipc.Leftovers;

namespace Ipc.Notebooks;

/// <summary>A notebook's session with the laboratory.</summary>
/// <param name="Host">The machine in one line: kernel, CPUs, virtualised or not, glibc, .NET, date.</param>
/// <param name="Chapter">The chapter's file name without extension, or empty.</param>
/// <param name="Opened">When the session was opened.</param>
/// <param name="Removed">Kernel objects that an earlier run had left when it was killed, and that are removed now.</param>
/// <param name="Trouble">Why something of an earlier run could not be removed, or empty.</param>
public sealed record LabSession(string Host, string Chapter, DateTimeOffset Opened, IReadOnlyList<KernelObject> Removed, string Trouble)
{
    /// <summary>What was cleared up, in a sentence, or empty.</summary>
    public string Cleared =>
        Trouble.Length > 0 ? Trouble
        : Removed.Count > 0 ? $"Removed what an earlier run had left: {string.Join(", ", Removed.Select(left => $"{left.Kind} {left.Name}"))}"
        : "";

    /// <summary>The host line, and what was cleared up below it.</summary>
    public override string ToString() => Cleared.Length > 0 ? $"{Host}\n{Cleared}" : Host;
}
