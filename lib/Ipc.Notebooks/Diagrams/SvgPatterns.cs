using System.Xml.Linq;

namespace Ipc.Notebooks;

/// <summary>The fills of the bars: a light colour that dark text reads on in every theme, and a pattern for those who do not see colours.</summary>
internal static class SvgPatterns
{
    /// <summary>The patterns of some kinds.</summary>
    public static XElement Definitions(XNamespace svg, string id, IEnumerable<StepKind> kinds) =>
        new(svg + "defs", kinds.Select(kind => new XElement(
            svg + "pattern",
            new XAttribute("id", $"{id}-{kind.ToString().ToLowerInvariant()}"),
            new XAttribute("patternUnits", "userSpaceOnUse"),
            new XAttribute("width", "8"),
            new XAttribute("height", "8"),
            new XElement(svg + "rect", new XAttribute("width", "8"), new XAttribute("height", "8"), new XAttribute("fill", Colour(kind))),
            Strokes(kind) is { } path
                ? new XElement(svg + "path", new XAttribute("d", path), new XAttribute("stroke", Edge(kind)), new XAttribute("stroke-width", "1"), new XAttribute("stroke-opacity", "0.55"), new XAttribute("fill", "none"))
                : null)).Concat(kinds.Select(kind => Hatching(svg, id, kind))));

    private static XElement Hatching(XNamespace svg, string id, StepKind kind) => new(
        svg + "pattern",
        new XAttribute("id", $"{id}-{kind.ToString().ToLowerInvariant()}-waited"),
        new XAttribute("patternUnits", "userSpaceOnUse"),
        new XAttribute("width", "7"),
        new XAttribute("height", "7"),
        new XElement(svg + "rect", new XAttribute("width", "7"), new XAttribute("height", "7"), new XAttribute("fill", Hollow)),
        new XElement(svg + "path", new XAttribute("d", "M-1 1l2 -2M0 7l7 -7M6 8l2 -2"), new XAttribute("stroke", Edge(kind)), new XAttribute("stroke-width", "1.1"), new XAttribute("stroke-opacity", "0.75"), new XAttribute("fill", "none")));

    /// <summary>The ground of a bar that waited, light in every theme.</summary>
    public const string Hollow = "#fbfbf9";

    /// <summary>The hatching of a bar that waited.</summary>
    public static string Waiting(string id, StepKind kind) => $"url(#{id}-{kind.ToString().ToLowerInvariant()}-waited)";

    /// <summary>The fill of a kind.</summary>
    public static string Fill(string id, StepKind kind) => $"url(#{id}-{kind.ToString().ToLowerInvariant()})";

    /// <summary>The outline of a kind.</summary>
    public static string Edge(StepKind kind) => kind switch
    {
        StepKind.InputOutput => "#2f6ea5",
        StepKind.Process => "#6b55a8",
        StepKind.Waiting => "#9a7b16",
        StepKind.Signals => "#b5482f",
        _ => "#3d8a45",
    };

    private static string Colour(StepKind kind) => kind switch
    {
        StepKind.InputOutput => "#b9d9f2",
        StepKind.Process => "#d8cdf2",
        StepKind.Waiting => "#f6ebbd",
        StepKind.Signals => "#f7cabd",
        _ => "#c6e8c8",
    };

    private static string? Strokes(StepKind kind) => kind switch
    {
        StepKind.Waiting => "M3 4h2M4 3v2",
        StepKind.Process => "M0 7.5h8",
        StepKind.Signals => "M1 2h1.5M5 6h1.5",
        StepKind.Memory => "M3.5 0v8",
        _ => null,
    };
}
