using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Course.Notebooks;

namespace Course.Handouts;

/// <summary>The outputs of one page's cells as HTML. Style sheets of outputs are collected for the page's head, and charts are counted, for the page draws them itself.</summary>
internal sealed partial class OutputHtml
{
    private const string PlotlyMime = "application/vnd.plotly.v1+json";
    private static readonly string[] Photographs = ["image/png", "image/jpeg", "image/gif", "image/webp"];
    private readonly HtmlParser parser = new();
    private readonly HashSet<string> styles = [];

    internal int Charts { get; private set; }

    internal IEnumerable<string> Styles => styles;

    /// <param name="failed">Whether the cell ended the chapter: then its stack trace is not folded away.</param>
    internal string Of(Output output, bool failed) => output switch
    {
        Output.Stream stream => Pre($"stream {stream.Name}", AnsiColour().Replace(stream.Text, ""), stream.Name == "stderr" ? "standard error" : "standard output"),
        Output.Error error => Error(error, failed),
        Output.DisplayData shown => Bundle(shown.Data),
        Output.ExecuteResult result => Bundle(result.Data),
        _ => "",
    };

    private static string Error(Output.Error error, bool failed)
    {
        var name = WebUtility.HtmlEncode(error.Name).Replace(".", ".<wbr>", StringComparison.Ordinal);
        var trace = error.Traceback.Count > 0
            ? $"<details{(failed ? " open" : "")}><summary>Where</summary>{Pre("trace", string.Join('\n', error.Traceback), "stack trace")}</details>"
            : "";
        return $"<div class=\"error\"><p><strong>{name}</strong>: {WebUtility.HtmlEncode(error.Value)}</p>{trace}</div>";
    }

    private static string Pre(string kind, string text, string label) =>
        $"<pre class=\"{kind}\" tabindex=\"0\" role=\"region\" aria-label=\"{label}\">\n{WebUtility.HtmlEncode(Printable(text))}</pre>";

    private string Bundle(MimeBundle data)
    {
        var plain = data["text/plain"] ?? "";
        if (data.TryGet("text/html", out var html))
        {
            return $"<div class=\"result\">{Clean(html, data[PlotlyMime])}</div>";
        }

        if (data.TryGet("image/svg+xml", out var svg))
        {
            return $"<div class=\"result\">{Drawing(svg, plain)}</div>";
        }

        if (Photographs.FirstOrDefault(type => data[type] is not null) is { } photograph)
        {
            return $"<div class=\"result\"><img src=\"data:{photograph};base64,{WebUtility.HtmlEncode(data[photograph]!.ReplaceLineEndings(""))}\" alt=\"{WebUtility.HtmlEncode(Described(plain))}\"></div>";
        }

        if (data.TryGet("text/markdown", out var markdown))
        {
            return $"<div class=\"result\">{Clean(ChapterMarkdown.ToHtml(markdown), null)}</div>";
        }

        if (data.TryGet("text/vnd.mermaid", out var mermaid))
        {
            return Pre("stream", mermaid, "diagram, as text") + "<p class=\"note\">A Mermaid diagram, as text: this page needs no other program.</p>";
        }

        return Pre("value", plain.Length > 0 ? plain : data.Forms.OrderBy(form => form.Key, StringComparer.Ordinal).Select(form => form.Value).FirstOrDefault() ?? "", "result");
    }

    private string Drawing(string svg, string plain)
    {
        var host = Parsed(svg);
        foreach (var drawing in host.QuerySelectorAll("svg").Where(drawing => drawing.ParentElement == host && drawing.GetAttribute("aria-label") is null && drawing.QuerySelector("title") is null))
        {
            drawing.SetAttribute("role", "img");
            drawing.SetAttribute("aria-label", Described(plain));
        }

        return host.InnerHtml;
    }

    private string Clean(string html, string? plotly)
    {
        var host = Parsed(html);
        foreach (var style in host.QuerySelectorAll("style").ToList())
        {
            styles.Add(style.TextContent);
            style.Remove();
        }

        foreach (var script in host.QuerySelectorAll("script").OfType<IHtmlScriptElement>().Where(script => plotly is not null || script.HasAttribute("data-ipc")).ToList())
        {
            script.Remove();
        }

        // A chart that Plotly.NET itself has made has no class of ours: its innermost box is where the figure goes.
        if (plotly is not null && (host.QuerySelector(".ipc-plot") ?? host.QuerySelectorAll("div").LastOrDefault()) is { } plot)
        {
            Charts++;
            plot.ClassList.Add("ipc-plot");
            var script = host.Owner!.CreateElement("script");
            script.SetAttribute("type", "application/json");
            script.ClassName = "chart-data";
            script.TextContent = plotly.Replace("<", "\\u003c", StringComparison.Ordinal);
            plot.After(script);
        }

        ScrollBoxes.Around(host.QuerySelectorAll("table").Where(table => table.Closest(".ipc-scroll, .scroll") is null && table.ParentElement?.Closest("table") is null));
        return host.InnerHtml;
    }

    private IElement Parsed(string html)
    {
        var host = parser.ParseDocument("").Body!;
        host.Append([.. parser.ParseFragment(html, host)]);
        return host;
    }

    private static string Described(string plain) => plain.Trim() is { Length: > 0 } text ? text : "a picture that the cell above made";

    /// <summary>HTML cannot carry control characters: Unicode's pictures of them stand in.</summary>
    private static string Printable(string text) => ControlCharacter().Replace(text, match => ((char)('\u2400' + match.Value[0])).ToString());

    [GeneratedRegex(@"\x1b\[[0-9;]*m")]
    private static partial Regex AnsiColour();

    [GeneratedRegex(@"[\x00-\x08\x0b\x0c\x0e-\x1f]")]
    private static partial Regex ControlCharacter();
}
