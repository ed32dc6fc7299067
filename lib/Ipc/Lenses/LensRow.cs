namespace Ipc.Lenses;

/// <summary>One statement of a program in three lenses.</summary>
/// <param name="CSharp">As the C# program has it; empty for what only the C program needs.</param>
/// <param name="C">The lines of C that do the same, with their indentation.</param>
/// <param name="Calls">The system calls that were observed while it ran.</param>
public sealed record LensRow(string CSharp, IReadOnlyList<string> C, IReadOnlyList<ObservedCall> Calls) : IObservation
{
    /// <summary>How many blocks the C# statement stands in.</summary>
    [Column(Hidden = true)]
    public int Depth { get; init; }

    /// <summary>How many further calls are not listed.</summary>
    [Column(Hidden = true)]
    public int MoreCalls { get; init; }
}
