using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Course.Notebooks;

/// <summary>The committed form of a notebook: source only, so that a diff shows what an author changed and nothing else.</summary>
internal static partial class NormalForm
{
    // What editors write about a cell's last run or its place on the screen.
    private static readonly string[] Transient = ["ExecuteTime", "collapsed", "execution", "scrolled", "vscode"];

    public static Notebook Of(Notebook notebook)
    {
        var used = new HashSet<string>(StringComparer.Ordinal);
        return notebook with
        {
            Cells = [.. notebook.Cells.Select((cell, index) => Normal(cell, index + 1, used))],
            Metadata = Metadata(notebook.Metadata),
        };
    }

    private static Cell Normal(Cell cell, int number, HashSet<string> used)
    {
        var metadata = (JsonObject)cell.Metadata.DeepClone();
        foreach (var key in Transient)
        {
            metadata.Remove(key);
        }

        return cell with
        {
            Id = Id(cell.Id, number, used),
            Source = cell.Source.ReplaceLineEndings("\n").TrimEnd('\n'),
            Metadata = metadata,
            ExecutionCount = null,
            Outputs = [],
        };
    }

    private static string Id(string given, int number, HashSet<string> used)
    {
        var id = ValidId().IsMatch(given) ? given : $"cell-{number}";
        for (var copy = 2; !used.Add(id); copy++)
        {
            id = $"cell-{number}-{copy}";
        }

        return id;
    }

    private static JsonObject Metadata(JsonObject given)
    {
        var metadata = (JsonObject)given.DeepClone();
        metadata["kernelspec"] = new JsonObject { ["display_name"] = ".NET (C#)", ["language"] = "C#", ["name"] = ".net-csharp" };
        metadata["language_info"] = new JsonObject
        {
            ["file_extension"] = ".cs",
            ["mimetype"] = "text/x-csharp",
            ["name"] = "C#",
            ["pygments_lexer"] = "csharp",
        };
        return metadata;
    }

    [GeneratedRegex("^[A-Za-z0-9_-]{1,64}$")]
    private static partial Regex ValidId();
}
