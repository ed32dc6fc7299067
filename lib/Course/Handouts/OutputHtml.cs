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
    private readonly HtmlParser parser = new();
    private readonly HashSet<string> styles = [];

    internal int Charts { get; private set; }

    internal IEnumerable<string> Styles => styles;

    internal string Of(Output output) => output switch
    {
        Output.Stream stream => $"<pre class=\"stream {stream.Name}\" tabindex=\"0\" aria-label=\"{stream.Name}\">{WebUtility.HtmlEncode(AnsiColour().Replace(stream.Text, ""))}</pre>",
        Output.Error error => $"<div class=\"error\" role=\"note\"><p><strong>{WebUtility.HtmlEncode(error.Name)}</strong>: {WebUtility.HtmlEncode(error.Value)}</p><pre tabindex=\"0\">{WebUtility.HtmlEncode(string.Join('\n', error.Traceback))}</pre></div>",
        Output.DisplayData shown => Bundle(shown.Data),
        Output.ExecuteResult result => Bundle(result.Data),
        _ => "",
    };

    private string Bundle(MimeBundle data)
    {
        if (data.TryGet("text/html", out var html))
        {
            return $"<div class=\"result\">{Clean(html, data[PlotlyMime])}</div>";
        }

        if (data.TryGet("image/svg+xml", out var svg))
        {
            return $"<div class=\"result\">{svg}</div>";
        }

        if (data.TryGet("text/markdown", out var markdown))
        {
            return $"<div class=\"result\">{Markdig.Markdown.ToHtml(markdown)}</div>";
        }

        if (data.TryGet("text/vnd.mermaid", out var mermaid))
        {
            return $"<pre class=\"stream\" tabindex=\"0\">{WebUtility.HtmlEncode(mermaid)}</pre><p class=\"note\">A Mermaid diagram, as text: this page needs no other program.</p>";
        }

        return $"<pre class=\"stream\" tabindex=\"0\">{WebUtility.HtmlEncode(data["text/plain"] ?? "")}</pre>";
    }

    private string Clean(string html, string? plotly)
    {
        var fragment = parser.ParseFragment(html, parser.ParseDocument("").Body!);
        var host = parser.ParseDocument("").Body!;
        host.Append(fragment.ToArray());
        foreach (var style in host.QuerySelectorAll("style").ToList())
        {
            styles.Add(style.TextContent);
            style.Remove();
        }

        foreach (var script in host.QuerySelectorAll("script").OfType<IHtmlScriptElement>().Where(script => plotly is not null || script.HasAttribute("data-ipc")).ToList())
        {
            script.Remove();
        }

        if (plotly is not null && host.QuerySelector(".ipc-plot") is { } plot)
        {
            Charts++;
            var script = host.Owner!.CreateElement("script");
            script.SetAttribute("type", "application/json");
            script.ClassName = "chart-data";
            script.TextContent = plotly.Replace("</", "<\\/", StringComparison.Ordinal);
            plot.After(script);
        }

        foreach (var table in host.QuerySelectorAll("table").Where(table => table.Closest(".ipc-scroll, .scroll") is null).ToList())
        {
            var box = host.Owner!.CreateElement("div");
            box.ClassName = "scroll";
            box.SetAttribute("tabindex", "0");
            box.SetAttribute("role", "region");
            box.SetAttribute("aria-label", "Table, scrolls sideways");
            table.Before(box);
            box.Append(table);
        }

        return host.InnerHtml;
    }

    [GeneratedRegex(@"\x1b\[[0-9;]*m")]
    private static partial Regex AnsiColour();
}
