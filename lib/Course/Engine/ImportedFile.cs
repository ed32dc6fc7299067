using Course.Notebooks;

namespace Course.Engine;

/// <summary>What #!import runs: the code cells of a notebook, or a file of one language.</summary>
internal static class ImportedFile
{
    /// <summary>The cells of a file, in their order.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DirectiveException">It cannot be read, or is of no kind that can be imported.</exception>
    internal static IReadOnlyList<string> Cells(string path)
    {
        try
        {
            return Path.GetExtension(path).ToLowerInvariant() switch
            {
                ".ipynb" => [.. Notebook.Read(path).Cells.Where(cell => cell.Kind == CellKind.Code).Select(cell => cell.Code.ForKernel())],
                ".dib" => [WithoutText(File.ReadAllText(path))],
                ".cs" or ".csx" => [File.ReadAllText(path)],
                ".html" => ["#!html\n" + File.ReadAllText(path)],
                ".js" => ["#!javascript\n" + File.ReadAllText(path)],
                ".md" => ["#!markdown\n" + File.ReadAllText(path)],
                ".mermaid" => ["#!mermaid\n" + File.ReadAllText(path)],
                ".sh" => ["#!sh\n" + File.ReadAllText(path)],
                var other => throw new DirectiveException($"#!import: files of {(other.Length > 0 ? other : "no extension")} cannot be imported; .ipynb, .dib, .cs, .csx, .html, .js, .md, .mermaid and .sh can"),
            };
        }
        catch (NotebookException e)
        {
            throw new DirectiveException($"#!import: {e.Message}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DirectiveException($"#!import: {path} cannot be read: {e.Message}");
        }
    }

    /// <summary>A .dib file is one text. Its metadata and its Markdown are for its reader, not for whoever imports it.</summary>
    private static string WithoutText(string text)
    {
        var kept = new List<string>();
        var skipping = false;
        foreach (var line in text.Split('\n'))
        {
            if (CellPiece.DirectiveOf(line) is { } name && (name == "meta" || CellCode.LanguageNamed(name) is not null))
            {
                skipping = name == "meta" || CellCode.LanguageNamed(name) == CellLanguage.Markdown;
            }

            if (!skipping)
            {
                kept.Add(line);
            }
        }

        return string.Join('\n', kept);
    }
}
