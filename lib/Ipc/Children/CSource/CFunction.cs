namespace Ipc.Children.CSource;

/// <summary>A function of a C program while it is written.</summary>
/// <param name="head">Its first line: "int main(void)".</param>
/// <param name="owner">The statement that it belongs to; <c>null</c> for main.</param>
internal sealed class CFunction(string head, Statement? owner)
{
    private const int IndentBy = 4;
    private readonly List<CLine> declarations = [];
    private readonly List<CLine> body = [];
    private readonly Dictionary<string, string> scratch = [];

    /// <summary>How many blocks are open.</summary>
    internal int Depth { get; set; } = 1;

    /// <summary>How many loops with a counter are open.</summary>
    internal int Counters { get; set; }

    /// <summary>The members of the set of signals as the last lines left it; <c>null</c> where that is not known.</summary>
    internal ulong? SignalSet { get; set; }

    internal void Add(string text, Statement? of, IReadOnlyList<int> steps)
    {
        foreach (var (line, i) in text.Split('\n').Select((line, i) => (line, i)))
        {
            body.Add(new CLine(new string(' ', IndentBy * (Depth + (i > 0 ? 1 : 0))) + line.TrimEnd(), i == 0 ? steps : []) { Owner = of });
        }
    }

    /// <summary>An empty line.</summary>
    internal void Separate() => body.Add(new CLine("", []));

    /// <summary>Declares a variable: here, or at the beginning of the function where a block is open.</summary>
    internal void Declare(string text, Statement? of)
    {
        if (Depth == 1)
        {
            Add(text, of, []);
        }
        else
        {
            declarations.Add(new CLine(new string(' ', IndentBy) + text, []) { Owner = of });
        }
    }

    /// <summary>The variable that all calls of the function share for a purpose, or <c>null</c> where none has needed it yet.</summary>
    internal string? Shared(string purpose) => scratch.GetValueOrDefault(purpose);

    /// <summary>From now on all calls of the function share this variable.</summary>
    internal string Share(string purpose, string name) => scratch[purpose] = name;

    /// <summary>The function as lines.</summary>
    internal IEnumerable<CLine> Lines() => [new(head, []) { Owner = owner }, new("{", []) { Owner = owner }, .. declarations, .. body, new("}", []) { Owner = owner }];
}
