namespace Course.Assistance;

/// <summary>One way to go on.</summary>
/// <param name="Text">What takes the place of the text from start to end.</param>
/// <param name="Kind">What it names: "method", "property", "class", "keyword", "file" and so on, as front ends know icons for.</param>
internal sealed record Completion(string Text, string Kind);

/// <summary>The ways to go on from a place in a cell.</summary>
/// <param name="Start">Where the text that they replace begins, in UTF-16 code units.</param>
/// <param name="End">Where it ends.</param>
/// <param name="Items">The ways, best first.</param>
internal sealed record Completions(int Start, int End, IReadOnlyList<Completion> Items)
{
    /// <summary>No way to go on.</summary>
    internal static Completions None(int at) => new(at, at, []);
}
