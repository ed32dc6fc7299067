namespace Ipc.Notebooks;

/// <summary>Writes a chart for a page: the drawing, its caption, and its figures as a table.</summary>
internal static class ChartPage
{
    /// <summary>The MIME type of a figure for hosts that draw it by themselves.</summary>
    public const string PlotlyType = "application/vnd.plotly.v1+json";

    // Takes the page's own colours, follows a change between light and dark, and fits the paper when printed.
    private const string Script =
        """
        (function () {
          const box = document.getElementById("ID"), figure = FIGURE;
          const ink = () => getComputedStyle(box).color;
          const theme = () => ({ "font.color": ink(), "xaxis.linecolor": ink(), "xaxis.tickcolor": ink(), "yaxis.linecolor": ink(), "yaxis.tickcolor": ink() });
          const draw = plotly => plotly.newPlot(box, figure.data, figure.layout, figure.config).then(() => {
            const paint = () => plotly.relayout(box, theme());
            paint();
            matchMedia("(prefers-color-scheme: dark)").addEventListener("change", paint);
            addEventListener("beforeprint", () => plotly.relayout(box, { width: Math.min(box.clientWidth, 640), ...theme() }));
            addEventListener("afterprint", () => plotly.relayout(box, { width: null, autosize: true, ...theme() }));
            box.setAttribute("data-ipc-drawn", "");
          });
          const wait = tries => {
            if (window.ipcPlotly) window.ipcPlotly.then(draw);
            else if (window.Plotly) draw(window.Plotly);
            else if (tries > 0) setTimeout(() => wait(tries - 1), 100);
            else box.textContent = "This chart is drawn after the chapter's first cell has run; its figures are in the table below.";
          };
          wait(50);
        })();
        """;

    /// <summary>The chart as HTML.</summary>
    public static string Html(ChartResult chart)
    {
        var json = chart.Figure.ToJson(withTitle: false).Replace("<", "\\u003c");
        var id = ElementIds.Next("chart", chart.Title + json);
        return $"<figure class=\"ipc-chart\" data-ipc-chart><div class=\"ipc-plot\" id=\"{id}\" style=\"min-height:{chart.Figure.Height}px\" role=\"img\" aria-label=\"{Escape($"{chart.Title} {chart.Alternative}")}\"></div>"
            + $"<script>{Script.Replace("ID", id).Replace("FIGURE", json)}</script>"
            + $"<figcaption><b class=\"ipc-chart-title\">{Escape(chart.Title)}</b> <span class=\"ipc-muted\">{Escape(chart.Caption)}</span>"
            + $"<details class=\"ipc-alt\"><summary>The figures as a table</summary>{HtmlTable.Write(chart.Figures)}</details></figcaption></figure>";
    }

    private static string Escape(string text) => Notebooks.Html.Escape(text);
}
