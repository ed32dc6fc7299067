using System.Reflection;
using Microsoft.DotNet.Interactive.Formatting;

namespace Course.Engine;

/// <summary>Charts of libraries that notebooks load and that do not say themselves how they look: Plotly.NET's and XPlot's.</summary>
internal static class ChartLibraries
{
    private const string Html = "text/html", Figure = "application/vnd.plotly.v1+json", Plain = "text/plain";
    private static int plotlySent;

    /// <summary>Tells how an assembly's charts look, where it has any.</summary>
    internal static void Register(Assembly assembly)
    {
        switch (assembly.GetName().Name)
        {
            case "Plotly.NET" when assembly.GetType("Plotly.NET.GenericChart") is { } chart && chart.GetMethod("toFigureJson") is { } json:
                Show(chart, value => PlotlyHtml(assembly, (string)json.Invoke(null, [value])!), "a chart of Plotly.NET");
                Formatter.Register(chart, (value, writer) => writer.Write((string)json.Invoke(null, [value])!), Figure);
                Formatter.SetPreferredMimeTypesFor(chart, Figure, Html, Plain);
                break;
            case "XPlot.Plotly" when assembly.GetType("XPlot.Plotly.PlotlyChart") is { } chart:
                Show(chart, value => XPlotHtml(value), "a chart of XPlot");
                Formatter.SetPreferredMimeTypesFor(chart, Html, Plain);
                break;
        }
    }

    private static void Show(Type chart, Func<dynamic, string> html, string text)
    {
        Formatter.Register(chart, (value, writer) => writer.Write(html(value)), Html);
        Formatter.Register(chart, (_, writer) => writer.Write(text), Plain);
    }

    /// <summary>plotly.js comes out of the package with a session's first chart, so that a chart needs no network; a page that lacks that output fetches it.</summary>
    private static string PlotlyHtml(Assembly assembly, string figure)
    {
        var id = $"chart-{Guid.NewGuid():N}";
        var library = Interlocked.Exchange(ref plotlySent, 1) == 0 ? PlotlyLibrary.Loader(assembly) : "";
        return $$"""
            {{library}}<div id="{{id}}" style="min-height: 400px"></div>
            <script>(function () {
              const figure = {{figure.Replace("<", "\\u003c", StringComparison.Ordinal)}};
              {{PlotlyLibrary.Wait}}.then(plotly => plotly.newPlot("{{id}}", figure.data, figure.layout, { responsive: true }));
            })();</script>
            """;
    }

    private static string XPlotHtml(dynamic chart) =>
        $$"""
        <div id="{{chart.Id}}" style="width: {{chart.Width}}px; height: {{chart.Height}}px"></div>
        <script>{{PlotlyLibrary.Wait}}.then(function (Plotly) { {{chart.GetPlottingJS()}} });</script>
        """;
}
