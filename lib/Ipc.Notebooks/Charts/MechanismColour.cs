namespace Ipc.Notebooks;

/// <summary>The colour, the dash and the marker that a mechanism has in every chart of the course.</summary>
public static class MechanismColour
{
    private static readonly (string Name, MechanismStyle Style)[] s_styles =
    [
        ("pipe", new("#2f81d6", "solid", "circle")),
        ("fifo", new("#189a9a", "dash", "square")),
        ("mmap", new("#3a9d4b", "dot", "diamond")),
        ("unix socket", new("#a864d0", "dashdot", "cross")),
        ("signal", new("#d9503f", "longdash", "x")),
        ("shared memory", new("#b98200", "longdashdot", "triangle-up")),
        ("message queue", new("#d65694", "dash", "triangle-down")),
        ("eventfd", new("#7f8a2a", "longdash", "pentagon")),
        ("futex", new("#5c78de", "dashdot", "hourglass")),
        ("memory copy", new("#767d86", "longdashdot", "hexagon-open")),
        ("fork", new("#5c78de", "solid", "circle")),
        ("vfork", new("#d0702a", "dash", "square")),
        ("clone", new("#7f8a2a", "dot", "diamond")),
        ("posix_spawn", new("#189a9a", "dashdot", "cross")),
        ("process.start", new("#d65694", "longdash", "triangle-down")),
        ("flock", new("#2f81d6", "solid", "circle")),
        ("fcntl", new("#189a9a", "dash", "square")),
        ("ofd", new("#3a9d4b", "dot", "diamond")),
        ("pthread mutex", new("#a864d0", "dashdot", "cross")),
        ("pthread mutex, robust", new("#d9503f", "longdash", "x")),
        ("posix semaphore", new("#b98200", "longdashdot", "triangle-up")),
        ("system v semaphore", new("#d65694", "dash", "triangle-down")),
        (".net lock", new("#5c78de", "dashdot", "star")),
    ];

    /// <summary>What comes after a mechanism's name keeps its colour, and has a dash and a marker of its own.</summary>
    private static readonly (string Suffix, string Dash, string Symbol)[] s_variants =
    [
        (", huge pages", "longdash", "hexagon"),
        (", published", "dot", "star"),
        (", spinning", "dash", "diamond-tall-open"),
        (", semaphore", "longdash", "diamond-wide"),
        (", datagram", "dash", "circle-open"),
        (", seqpacket", "longdashdot", "square-open"),
        (", .NET NamedPipeStream", "dot", "star-square"),
        (", .NET", "longdash", "star"),
    ];

    /// <summary>The colour of a mechanism, as in CSS.</summary>
    /// <param name="mechanism">Its name, such as "unix socket"; upper and lower case are the same.</param>
    /// <returns>The colour; one of its own for a name that is no mechanism of the course.</returns>
    public static string Of(string mechanism) => StyleOf(mechanism, 0).Colour;

    /// <summary>How the series of one chart look. Two of one mechanism have its colour, but no two have the same dash and marker.</summary>
    internal static IReadOnlyList<MechanismStyle> StylesOf(IReadOnlyList<string> names)
    {
        List<MechanismStyle> own = [.. names.Select(StyleOf)];
        var free = new Queue<MechanismStyle>(s_styles.Select(one => one.Style).Where(style => !own.Any(other => IsAlike(style, other))).DistinctBy(style => (style.Dash, style.Symbol)));
        return
        [
            .. own.Select((style, i) => own.Take(i).Any(before => IsAlike(style, before)) && free.TryDequeue(out var another)
                ? style with { Dash = another.Dash, Symbol = another.Symbol }
                : style),
        ];

        static bool IsAlike(MechanismStyle one, MechanismStyle other) => (one.Dash, one.Symbol) == (other.Dash, other.Symbol);
    }

    /// <summary>How a series looks: by its name where that begins with a mechanism's, else by its place in the chart.</summary>
    internal static MechanismStyle StyleOf(string name, int index)
    {
        var style = s_styles
            .Where(mechanism => name.StartsWith(mechanism.Name, StringComparison.OrdinalIgnoreCase))
            .OrderByDescending(mechanism => mechanism.Name.Length)
            .Select(mechanism => mechanism.Style)
            .FirstOrDefault() ?? s_styles[index % s_styles.Length].Style;
        return s_variants
            .Where(variant => name.Contains(variant.Suffix, StringComparison.Ordinal))
            .Select(variant => style with { Dash = variant.Dash, Symbol = variant.Symbol })
            .FirstOrDefault() ?? style;
    }
}
