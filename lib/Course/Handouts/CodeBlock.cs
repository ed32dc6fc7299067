using System.Net;
using System.Text;

namespace Course.Handouts;

/// <summary>A cell's code as HTML, a box for each line: where a line is longer than the page is wide, it goes on below its own indent.</summary>
internal static class CodeBlock
{
    private const int TabWidth = 4;

    /// <param name="pieces">The code in pieces, each with the class that colours it, or null.</param>
    internal static string ToHtml(IEnumerable<(string Text, string? Class)> pieces)
    {
        var lines = new List<(StringBuilder Html, StringBuilder Text)> { (new(), new()) };
        foreach (var (text, colour) in pieces)
        {
            var parts = text.Split('\n');
            for (var i = 0; i < parts.Length; i++)
            {
                if (i > 0)
                {
                    lines.Add((new(), new()));
                }

                var html = WebUtility.HtmlEncode(parts[i]);
                lines[^1].Text.Append(parts[i]);
                lines[^1].Html.Append(colour is null || html.Length == 0 ? html : $"<span class=\"{colour}\">{html}</span>");
            }
        }

        return $"<pre class=\"code\"><code>{string.Join('\n', lines.Select(line => $"<span class=\"line\"{Indent(line.Text.ToString())}>{line.Html}</span>"))}</code></pre>";
    }

    private static string Indent(string line)
    {
        var width = line.TakeWhile(char.IsWhiteSpace).Sum(character => character == '\t' ? TabWidth : 1);
        return width > 0 ? $" style=\"--indent:{width}\"" : "";
    }
}
