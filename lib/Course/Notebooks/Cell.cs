using System.Text.Json.Nodes;

namespace Course.Notebooks;

/// <summary>One cell of a notebook.</summary>
internal sealed record Cell(string Id, CellKind Kind, string Source)
{
    public JsonObject Metadata { get; init; } = [];

    /// <summary>Pictures of a Markdown cell, as nbformat keeps them: file name to MIME bundle. Null where there are none.</summary>
    public JsonObject? Attachments { get; init; }

    public int? ExecutionCount { get; init; }

    public IReadOnlyList<Output> Outputs { get; init; } = [];

    public IReadOnlyList<string> Tags =>
        Metadata["tags"] is JsonArray tags ? [.. tags.Select(tag => tag!.GetValue<string>())] : [];

    /// <summary>Whether running the notebook runs this cell: it is code, not blank, and not tagged <c>skip-execution</c>.</summary>
    public bool IsToRun => Kind == CellKind.Code && !Tags.Contains("skip-execution") && !string.IsNullOrWhiteSpace(Source);

    /// <summary>Whether an error of this cell is expected: it is tagged <c>raises-exception</c>.</summary>
    public bool RaisesException => Tags.Contains("raises-exception");

    /// <summary>The cell's code and language: from its first line, else from the metadata that Polyglot Notebooks writes.</summary>
    public CellCode Code
    {
        get
        {
            var code = CellCode.Parse(Source);
            return code.Language == CellLanguage.CSharp
                && (Word("polyglot_notebook", "kernelName") ?? Word("dotnet_interactive", "language")) is { } name
                && CellCode.LanguageNamed(name) is { } language and not CellLanguage.CSharp
                    ? new(language, Source)
                    : code;
        }
    }

    private string? Word(string section, string key) =>
        Metadata[section] is JsonObject entries && entries[key] is JsonValue value && value.TryGetValue<string>(out var word) ? word : null;
}
