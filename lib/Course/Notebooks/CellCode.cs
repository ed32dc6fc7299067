namespace Course.Notebooks;

/// <summary>A code cell's text without its language line, and the language that the line named.</summary>
/// <param name="Language">C# where no line names another.</param>
/// <param name="Text">The text after the language line. For C# the line is kept, blank, so that line numbers stay the cell's.</param>
internal sealed record CellCode(CellLanguage Language, string Text)
{
    public static CellCode Parse(string source)
    {
        var code = source.TrimStart();
        if (!code.StartsWith("#!", StringComparison.Ordinal))
        {
            return new(CellLanguage.CSharp, source);
        }

        var end = code.IndexOf('\n');
        var line = end < 0 ? code : code[..end];
        if (LanguageNamed(line[2..].Trim()) is not { } language)
        {
            return new(CellLanguage.CSharp, source);
        }

        var rest = end < 0 ? "" : code[(end + 1)..];
        var linesAbove = source[..^code.Length].Count(c => c == '\n');
        return new(language, language == CellLanguage.CSharp ? new string('\n', linesAbove + 1) + rest : rest);
    }

    /// <summary>The language of a kernel's name as Polyglot Notebooks writes it, or null.</summary>
    public static CellLanguage? LanguageNamed(string name) => name.ToLowerInvariant() switch
    {
        "csharp" or "c#" or ".net-csharp" => CellLanguage.CSharp,
        "html" => CellLanguage.Html,
        "markdown" or "md" => CellLanguage.Markdown,
        "mermaid" => CellLanguage.Mermaid,
        "javascript" or "js" => CellLanguage.JavaScript,
        "sh" or "shell" => CellLanguage.Shell,
        _ => null,
    };

    /// <summary>The text that a Jupyter kernel is sent: the language line first where the language is not C#.</summary>
    public string ForKernel() => Language switch
    {
        CellLanguage.CSharp => Text,
        _ => $"#!{Language.ToString().ToLowerInvariant()}\n{Text}",
    };
}
