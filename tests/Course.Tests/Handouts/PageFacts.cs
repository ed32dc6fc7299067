namespace Course.Tests.Handouts;

/// <summary>What facts.js saw in an open page. Every list names what a reader would stumble over.</summary>
/// <param name="PageWidth">How wide the content is.</param>
/// <param name="WindowWidth">How wide the window is.</param>
/// <param name="Cut">Elements whose content is wider than they are, or that are wider than the window, and that do not scroll; on paper nothing scrolls.</param>
/// <param name="Faint">Text whose contrast to what lies behind it is below 4.5 to 1.</param>
/// <param name="Texts">How many pieces of text were measured.</param>
/// <param name="BrokenFragments">Links to places of this page that are not there.</param>
/// <param name="Files">Links to neighbouring files.</param>
/// <param name="ChartsAsked">How many charts the page carries figures for.</param>
/// <param name="Charts">The charts that are drawn.</param>
/// <param name="Timelines">The timelines.</param>
/// <param name="Overlapping">What the theme button covers before the reader scrolls.</param>
internal sealed record PageFacts(
    int PageWidth,
    int WindowWidth,
    IReadOnlyList<string> Cut,
    IReadOnlyList<string> Faint,
    int Texts,
    IReadOnlyList<string> BrokenFragments,
    IReadOnlyList<string> Files,
    int ChartsAsked,
    IReadOnlyList<Drawing> Charts,
    IReadOnlyList<Drawing> Timelines,
    IReadOnlyList<string> Overlapping);

/// <summary>A chart or timeline.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Width">The width of its box, in CSS pixels.</param>
/// <param name="Height">The height of its box, in CSS pixels.</param>
/// <param name="Marks">How many points, lines, bars it shows.</param>
/// <param name="Fits">Whether it stays within its own figure.</param>
internal sealed record Drawing(string Name, double Width, double Height, int Marks, bool Fits);
