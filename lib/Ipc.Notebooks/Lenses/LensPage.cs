using System.Globalization;
using Ipc.Lenses;

namespace Ipc.Notebooks;

/// <summary>A program in three lenses: a row for each statement, with its C# text, its C lines and the calls that were observed.</summary>
internal static class LensPage
{
    private const int IndentBy = 4;

    /// <summary>The rows as HTML: three columns where there is room, else beneath each other.</summary>
    public static string Html(Lens lens)
    {
        var severalProcesses = lens.Rows.SelectMany(row => row.Calls).Select(call => call.Process).Distinct().Count() > 1;
        var rows = string.Concat(lens.Rows.Select(row => Row(row, severalProcesses)));
        var missing = lens.Missing.Length > 0 ? $"<p class=\"ipc-error\">Not traced: {Notebooks.Html.Escape(lens.Missing)}</p>" : "";
        return $"""
            <table class="ipc-lens"><thead><tr><th scope="col">C# steps</th><th scope="col">the same in C</th><th scope="col">system calls observed</th></tr></thead>
            <tbody>{rows}</tbody></table>{missing}
            """;
    }

    private static string Row(LensRow row, bool severalProcesses)
    {
        var calls = row.Calls.Select(call => Line(Notebooks.Html.Escape(call.Text) + Times(call.Times), severalProcesses ? call.Process : ""));
        var more = row.MoreCalls > 0 ? [Line($"<span class=\"ipc-muted\">and {row.MoreCalls.ToString("N0", CultureInfo.InvariantCulture)} more</span>", "")] : Array.Empty<string>();
        return $"<tr>{Cell("csharp", row.CSharp.Length > 0 ? [Code(new string(' ', IndentBy * row.Depth) + row.CSharp)] : [])}{Cell("c", row.C.Select(Code))}{Cell("calls", [.. calls, .. more])}</tr>\n";
    }

    private static string Cell(string lens, IEnumerable<string> lines) => $"<td class=\"ipc-lens-{lens}\">{string.Concat(lines)}</td>";

    /// <summary>A line of code, whose continuation on a narrow page is set in further than its beginning.</summary>
    private static string Code(string line)
    {
        var text = line.TrimStart();
        return $"<code style=\"--ipc-indent:{(line.Length - text.Length).ToString(CultureInfo.InvariantCulture)}ch\">{(text.Length > 0 ? Notebooks.Html.Escape(text) : "&#8203;")}</code>";
    }

    private static string Line(string html, string process) =>
        $"<code style=\"--ipc-indent:0ch\">{(process.Length > 0 ? $"<span class=\"ipc-lens-process\">{Notebooks.Html.Escape(process)}</span> " : "")}{html}</code>";

    private static string Times(int times) => times > 1 ? $" <b>×&#8239;{times.ToString("N0", CultureInfo.InvariantCulture)}</b>" : "";
}
