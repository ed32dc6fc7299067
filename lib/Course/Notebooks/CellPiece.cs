namespace Course.Notebooks;

/// <summary>A part of a cell: code in one language, or a command to the kernel.</summary>
internal abstract record CellPiece
{
    private CellPiece()
    {
    }

    /// <summary>Takes a cell apart at the lines that begin with #!: a language lasts until the next one is named.</summary>
    /// <param name="source">The cell.</param>
    internal static IReadOnlyList<CellPiece> Of(string source)
    {
        var pieces = new List<CellPiece>();
        var lines = source.Split('\n');
        var (language, start) = (CellLanguage.CSharp, 0);
        for (var i = 0; i < lines.Length; i++)
        {
            if (DirectiveOf(lines[i]) is not { } name)
            {
                continue;
            }

            Add(start, i);
            start = i + 1;
            if (name == "value")
            {
                var below = Math.Max(Array.FindIndex(lines, start, line => DirectiveOf(line) is not null) is var next and >= 0 ? next : lines.Length, start);
                pieces.Add(new Command(name, lines[i].Trim()[(2 + name.Length)..].Trim()) { Text = string.Join('\n', lines[start..below]) });
                i = (start = below) - 1;
            }
            else if (CellCode.LanguageNamed(name) is { } named)
            {
                language = named;
            }
            else
            {
                pieces.Add(new Command(name, lines[i].Trim()[(2 + name.Length)..].Trim()));
            }
        }

        Add(start, lines.Length);
        return [.. pieces.Select((piece, at) => piece is Command command && pieces.Skip(at).OfType<Code>().FirstOrDefault() is { } below ? command with { Below = below.Language } : piece)];

        void Add(int from, int to)
        {
            var text = string.Join('\n', lines[from..to]);
            if (!string.IsNullOrWhiteSpace(text))
            {
                pieces.Add(new Code(language, language == CellLanguage.CSharp ? new string('\n', from) + text : text));
            }
        }
    }

    /// <summary>The word behind #! where a line begins so, or <c>null</c>. #!/bin/sh is the first line of somebody's script.</summary>
    internal static string? DirectiveOf(string line)
    {
        var text = line.Trim();
        return text.StartsWith("#!", StringComparison.Ordinal) && !text.StartsWith("#!/", StringComparison.Ordinal)
            ? text[2..].Split((char[]?)null, 2)[0]
            : null;
    }

    /// <param name="Language">What it is written in.</param>
    /// <param name="Text">The code. That of C# has its line numbers in the cell: blank lines stand for what comes before.</param>
    internal sealed record Code(CellLanguage Language, string Text) : CellPiece;

    /// <param name="Name">The word behind #!.</param>
    /// <param name="Arguments">The rest of the line.</param>
    internal sealed record Command(string Name, string Arguments) : CellPiece
    {
        /// <summary>The language of the code that comes next in the cell: C# where none does.</summary>
        internal CellLanguage Below { get; init; } = CellLanguage.CSharp;

        /// <summary>The lines that belong to <c>#!value</c>: those below it.</summary>
        internal string Text { get; init; } = "";
    }
}
