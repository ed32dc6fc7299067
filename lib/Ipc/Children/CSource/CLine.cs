namespace Ipc.Children;

/// <summary>One line of a C program.</summary>
/// <param name="Text">The line, with its indentation.</param>
/// <param name="Steps">The recorded steps that it does, by their number in the trace; none for a line that only declares or closes.</param>
public sealed record CLine(string Text, IReadOnlyList<int> Steps) : IObservation
{
    /// <summary>The statement that it belongs to, or <c>null</c>.</summary>
    internal Statement? Owner { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Text;
}
