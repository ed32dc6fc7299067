namespace Course.Engine;

/// <summary>A line that begins with #!.</summary>
/// <param name="Name">How it is written.</param>
/// <param name="Does">What it does.</param>
public sealed record Directive(string Name, string Does)
{
    /// <summary>All that the kernel knows.</summary>
    internal static IReadOnlyList<Directive> All { get; } =
    [
        new("#!csharp", "what follows is C#"),
        new("#!sh", "what follows is run by /bin/sh; an exit code other than 0 is an error"),
        new("#!html", "what follows is shown as HTML"),
        new("#!markdown", "what follows is shown as Markdown"),
        new("#!mermaid", "what follows is shown as a Mermaid diagram, by front ends that draw them"),
        new("#!javascript", "what follows runs in the page"),
        new("#!value", "#!value --name NAME: stores the text below, or with --from-file, --from-url, --from-value; --mime-type TYPE shows it"),
        new("#!share", "#!share NAME --from csharp [--as NAME], or --from value: gives a variable, or a stored text, to the code that follows in the cell"),
        new("#!set", "#!set --name NAME --value @csharp:NAME, @value:NAME, @input:\"QUESTION\" or a text: gives a value to the code that follows in the cell"),
        new("#!import", "#!import PATH: runs the cells of a notebook (.ipynb, .dib), or a file (.cs, .csx, .html, .js, .md, .mermaid, .sh)"),
        new("#!about", "tells the versions of the kernel, of C# and of .NET"),
        new("#!time", "tells how long the rest of the cell took"),
        new("#!who", "lists the variables"),
        new("#!whos", "lists the variables with their types and values"),
        new("#!reset", "forgets all variables, references and usings"),
        new("#!lsmagic", "lists these lines"),
    ];

    /// <summary>The known line that is most like a name.</summary>
    internal static string Nearest(string name) => All.MinBy(directive => Distance(directive.Name[2..], name.ToLowerInvariant()))!.Name;

    /// <summary>How many characters have to be put in, taken out or changed: Levenshtein's distance.</summary>
    private static int Distance(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (from[i - 1] == to[j - 1] ? 0 : 1)));
            }
        }

        return row[^1];
    }
}
