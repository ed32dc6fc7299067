using Microsoft.Playwright;

namespace Course.Tests.Handouts;

/// <summary>How a reader looks at a page.</summary>
/// <param name="Width">The width of the window, in CSS pixels.</param>
/// <param name="Scheme">What the reader's system prefers.</param>
/// <param name="Media">Screen or paper.</param>
internal sealed record Look(int Width, ColorScheme Scheme, Media Media)
{
    /// <summary>The printable width of A4 paper with margins of 1 cm.</summary>
    private const int PaperWidth = 718;

    /// <summary>A desk and a phone, light and dark, and paper for one who reads in the dark.</summary>
    internal static IReadOnlyList<Look> All { get; } =
    [
        new(1280, ColorScheme.Light, Media.Screen), new(1280, ColorScheme.Dark, Media.Screen),
        new(360, ColorScheme.Light, Media.Screen), new(360, ColorScheme.Dark, Media.Screen),
        new(PaperWidth, ColorScheme.Dark, Media.Print),
    ];

    /// <summary>A set is seen in all of them; of the ready ones, which are many and large, each in three that differ in everything.</summary>
    internal static IReadOnlyList<Look> Of(HandoutSet set) => set == HandoutSet.Samples ? All : [All[0], All[3], All[4]];

    /// <inheritdoc/>
    public override string ToString() => Media == Media.Print ? "on paper" : $"{Width} px, {Scheme.ToString().ToLowerInvariant()}";
}
