namespace Ipc.Notebooks;

/// <summary>Where everything of a timeline stands, in units of the drawing. Knows nothing of SVG.</summary>
/// <param name="Width">The width of the drawing.</param>
/// <param name="Height">Its height.</param>
/// <param name="Lanes">A lane for each process, the parent's first.</param>
/// <param name="Bars">A bar for each step, or for several that would cover each other.</param>
/// <param name="Arrows">From a fork to the child it made, and from a child's end to the parent.</param>
/// <param name="Ticks">The marks of the axis.</param>
/// <param name="Breaks">The stretches of time that are cut out.</param>
/// <param name="AxisY">Where the axis runs.</param>
internal sealed record TimelineLayout(
    double Width,
    double Height,
    IReadOnlyList<TimelineLane> Lanes,
    IReadOnlyList<TimelineBar> Bars,
    IReadOnlyList<TimelineArrow> Arrows,
    IReadOnlyList<TimelineTick> Ticks,
    IReadOnlyList<TimelineBreak> Breaks,
    double AxisY);

/// <summary>One process.</summary>
/// <param name="Name">What the program calls it.</param>
/// <param name="Pid">Its process id, or <c>null</c> where it is not known.</param>
/// <param name="End">How it ended, in words; empty where that is not known.</param>
/// <param name="Top">The upper edge of the lane.</param>
/// <param name="Height">Its height.</param>
/// <param name="Start">Where its life begins.</param>
/// <param name="Stop">Where its life ends, or the drawing does.</param>
/// <param name="HasEnded">Whether its end was seen.</param>
internal sealed record TimelineLane(string Name, int? Pid, string End, double Top, double Height, double Start, double Stop, bool HasEnded)
{
    /// <summary>The height of a bar.</summary>
    public const double BarHeight = 22;

    /// <summary>The upper edge of the bars.</summary>
    public double BarTop => Top + 8;

    /// <summary>The line of life, in the middle of the bars.</summary>
    public double LineY => BarTop + (BarHeight / 2);
}

/// <summary>One step, or several short ones in a row.</summary>
/// <param name="Lane">The index of its lane.</param>
/// <param name="X">Its left edge.</param>
/// <param name="Width">Its width, never less than what can be seen.</param>
/// <param name="Kind">What the step is about.</param>
/// <param name="Steps">How many steps it stands for.</param>
/// <param name="Failed">Whether one of them failed.</param>
/// <param name="IsOpen">Whether it never returned.</param>
/// <param name="Title">All that is known of it, for hover and focus.</param>
/// <param name="Label">The words beside it, or empty where there was no room.</param>
/// <param name="LabelX">Where the label begins.</param>
/// <param name="LabelRow">0 within the bar, otherwise the row below it.</param>
internal sealed record TimelineBar(
    int Lane,
    double X,
    double Width,
    StepKind Kind,
    int Steps,
    bool Failed,
    bool IsOpen,
    string Title,
    string Label,
    double LabelX = 0,
    int LabelRow = 0)
{
    /// <summary>The right edge.</summary>
    public double Right => X + Width;
}

/// <summary>An arrow between two lanes.</summary>
/// <param name="X1">Where it begins.</param>
/// <param name="FromLane">The lane it begins at.</param>
/// <param name="X2">Where it ends.</param>
/// <param name="ToLane">The lane it ends at.</param>
/// <param name="IsExit">Whether it tells of an end rather than of a fork.</param>
/// <param name="Title">What it tells.</param>
internal sealed record TimelineArrow(double X1, int FromLane, double X2, int ToLane, bool IsExit, string Title);

/// <summary>A mark of the axis.</summary>
/// <param name="X">Its place.</param>
/// <param name="Label">The time since the first event.</param>
internal sealed record TimelineTick(double X, string Label);

/// <summary>A stretch of time that is not drawn to scale.</summary>
/// <param name="X">Its left edge.</param>
/// <param name="Width">Its width in the drawing.</param>
/// <param name="Label">How long it lasts.</param>
internal sealed record TimelineBreak(double X, double Width, string Label);
