using System.Text.Encodings.Web;
using System.Text.Json;
using Plotly.NET;

namespace Ipc.Notebooks;

/// <summary>Traces and layout as Plotly.NET's objects, and the theme that all charts share.</summary>
internal sealed class PlotlyFigure
{
    // Grey that reads on white and on black; in an HTML page the script takes the page's own colour instead.
    private const string Ink = "#767d86";
    private const string Grid = "rgba(128,136,146,0.28)";
    private const string Clear = "rgba(0,0,0,0)";

    private static readonly JsonSerializerOptions s_readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Converters = { new GapConverter() } };

    private readonly List<(string Type, Trace Trace)> _traces = [];
    private readonly Dictionary<string, object> _layout;

    /// <summary>An empty drawing with two axes.</summary>
    public PlotlyFigure(string title, Axis x, Axis y)
    {
        _layout = new Dictionary<string, object>
        {
            ["title"] = Map(("text", title), ("x", 0), ("xref", "paper"), ("y", 0.98), ("yref", "container"), ("yanchor", "top"), ("font", Map(("size", 15)))),
            ["paper_bgcolor"] = Clear,
            ["plot_bgcolor"] = Clear,
            ["font"] = Map(("color", Ink), ("size", 13)),
            ["height"] = 380,
            ["margin"] = Map(("l", 56), ("r", 16), ("t", 36), ("b", 48)),
            ["xaxis"] = AxisMap(x),
            ["yaxis"] = AxisMap(y),
            ["showlegend"] = false,
            ["legend"] = Map(("orientation", "h"), ("x", 0), ("y", 1.02), ("yanchor", "bottom")),
            ["hovermode"] = "closest",
        };
    }

    /// <summary>The height of the drawing in pixels.</summary>
    public int Height => (int)_layout["height"];

    /// <summary>Adds a trace.</summary>
    public PlotlyFigure Add(string type, params (string Name, object Value)[] properties)
    {
        var trace = new Trace(type);
        foreach (var (name, value) in properties)
            trace.SetProperty(name, value);
        _traces.Add((type, trace));
        return this;
    }

    /// <summary>Sets something of the layout.</summary>
    public PlotlyFigure Set(string name, object value)
    {
        _layout[name] = value;
        return this;
    }

    /// <summary>Sets something of an axis.</summary>
    public PlotlyFigure SetAxis(string axis, params (string Name, object Value)[] properties)
    {
        foreach (var (name, value) in properties)
            ((Dictionary<string, object>)_layout[axis])[name] = value;
        return this;
    }

    /// <summary>The figure as JSON: data, layout, config.</summary>
    /// <param name="withTitle">Whether the title is part of the drawing; in HTML it stands in the caption.</param>
    public string ToJson(bool withTitle = true)
    {
        var layout = new Layout();
        var underTitle = withTitle && _layout["showlegend"] is true; // the legend stands between title and drawing
        if (underTitle)
            Set("margin", Map(("l", 56), ("r", 16), ("t", 64), ("b", 48)));
        foreach (var (name, value) in _layout.Where(entry => withTitle || entry.Key != "title"))
            layout.SetProperty(name, value);
        var figure = new
        {
            data = _traces.Select(one => Properties(one.Trace).Prepend(new("type", one.Type)).DistinctBy(property => property.Key).ToDictionary()),
            layout = Properties(layout).ToDictionary(),
            config = new { responsive = true, displaylogo = false, displayModeBar = false },
        };
        return JsonSerializer.Serialize(figure, s_readable);
    }

    // Plotly.NET's own writer of JSON needs the very FSharp.Core that it was built with. In a notebook's host another one
    // may be there first, so the objects are only filled and read here.
    private static IEnumerable<KeyValuePair<string, object>> Properties(DynamicObj.DynamicObj of) => of.Properties;

    /// <summary>A JSON object.</summary>
    public static Dictionary<string, object> Map(params (string Name, object Value)[] entries) =>
        entries.ToDictionary(entry => entry.Name, entry => entry.Value);

    /// <summary>An axis title of more than one line's length, broken at the space nearest to its middle: a narrow screen would cut it.</summary>
    private static string Broken(string title)
    {
        const int LineLength = 36;
        var spaces = title.Length > LineLength ? Enumerable.Range(0, title.Length).Where(i => title[i] == ' ').ToList() : [];
        if (spaces.Count == 0)
        {
            return title;
        }

        var middle = spaces.MinBy(i => Math.Abs(i - (title.Length / 2)));
        return $"{title[..middle]}<br>{title[(middle + 1)..]}";
    }

    private static Dictionary<string, object> AxisMap(Axis axis) => Map(
        ("title", Map(("text", Broken(axis.ToString())), ("standoff", 8))),
        ("type", axis.IsLogarithmic ? "log" : "-"),
        ("gridcolor", Grid),
        ("linecolor", Ink),
        ("zerolinecolor", Grid),
        ("showline", true),
        ("ticks", "outside"),
        ("tickcolor", Ink),
        ("exponentformat", "none"),
        ("separatethousands", true),
        ("automargin", true));
}
