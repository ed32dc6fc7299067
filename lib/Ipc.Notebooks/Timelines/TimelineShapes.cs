using System.Globalization;
using System.Xml.Linq;

namespace Ipc.Notebooks;

/// <summary>The elements that a timeline is drawn of.</summary>
internal static class TimelineShapes
{
    /// <summary>The width of an average letter of the words.</summary>
    public const double LetterWidth = 6.5;

    /// <summary>The edge of what failed.</summary>
    public const string Failure = "#c02637";

    private static readonly XNamespace s_svg = "http://www.w3.org/2000/svg";

    /// <summary>The end of a lane.</summary>
    public static XElement Dot(double x, double y) => Element("circle", ("cx", Number(x)), ("cy", Number(y)), ("r", "4"), ("fill", "currentColor"));

    /// <summary>A sample of a fill.</summary>
    public static XElement Square(string fill, string edge) =>
        Element("rect", ("width", "18"), ("height", "12"), ("rx", "2"), ("fill", fill), ("stroke", edge));

    /// <summary>The sign of a moment.</summary>
    public static XElement MarkShape(MarkKind kind, double x, double y) => Element(
        "path",
        ("d", kind switch
        {
            MarkKind.Exec => $"M{Number(x)} {Number(y - 6)}l9 4l-9 4z",
            MarkKind.Signal => $"M{Number(x + 3)} {Number(y - 8)}l-6 6h4l-3 6l7 -7h-4z",
            _ => $"M{Number(x - 3.5)} {Number(y - 6)}h7v7h-7z",
        }),
        ("fill", SvgPatterns.Edge(kind == MarkKind.Exec ? StepKind.Process : StepKind.Signals)),
        ("stroke", "currentColor"),
        ("stroke-width", "0.6"));

    /// <summary>A straight line.</summary>
    public static XElement Line(double x1, double y1, double x2, double y2, double width) =>
        Element("line", ("x1", Number(x1)), ("y1", Number(y1)), ("x2", Number(x2)), ("y2", Number(y2)),
            ("stroke", "currentColor"), ("stroke-width", Number(width)));

    /// <summary>Words.</summary>
    public static XElement Text(double x, double y, double size, string text) =>
        Element("text", ("x", Number(x)), ("y", Number(y)), ("font-size", Number(size)), ("fill", "currentColor")).With(new XText(text));

    /// <summary>Words in the fixed-width font of the labels.</summary>
    public static XElement Code(double x, double y, string text) =>
        Text(x, y, 11, text).With(("font-family", "ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace"));

    /// <summary>Elements together.</summary>
    public static XElement Group(IEnumerable<XElement> children) => Element("g").With([.. children]);

    /// <summary>An element with words.</summary>
    public static XElement Element(string name, string text) => new(s_svg + name, text);

    /// <summary>An element with attributes.</summary>
    public static XElement Element(string name, params (string Name, string Value)[] attributes) => new XElement(s_svg + name).With(attributes);

    /// <summary>A number as SVG writes it.</summary>
    public static string Number(double value) => Math.Round(value, 2).ToString(CultureInfo.InvariantCulture);
}
