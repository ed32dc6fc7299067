namespace Ipc.Notebooks;

/// <summary>Where everything of a timeline stands, in units of the drawing. Knows nothing of SVG.</summary>
/// <param name="Width">The width of the drawing.</param>
/// <param name="Height">Its height.</param>
/// <param name="Lanes">A lane for each process, the parent's first.</param>
/// <param name="Bars">A bar for each step, or for several that would cover each other.</param>
/// <param name="Marks">Execs, signals and stops.</param>
/// <param name="Arrows">From lane to lane: births, ends, signals, bytes.</param>
/// <param name="Ticks">The marks of the axis.</param>
/// <param name="Breaks">The stretches of time that are cut out.</param>
/// <param name="AxisY">Where the axis runs.</param>
internal sealed record TimelineLayout(
    double Width,
    double Height,
    IReadOnlyList<TimelineLane> Lanes,
    IReadOnlyList<TimelineBar> Bars,
    IReadOnlyList<TimelineMark> Marks,
    IReadOnlyList<TimelineArrow> Arrows,
    IReadOnlyList<TimelineTick> Ticks,
    IReadOnlyList<TimelineBreak> Breaks,
    double AxisY);

/// <summary>One process.</summary>
/// <param name="Name">What the program calls it.</param>
/// <param name="Pid">Its process id, or <c>null</c> where it is not known.</param>
/// <param name="Tid">Its thread id, where it is not a first thread.</param>
/// <param name="End">How it ended, in words; empty where that is not known.</param>
/// <param name="Top">The upper edge of the lane.</param>
/// <param name="Height">Its height.</param>
/// <param name="Start">Where its life begins.</param>
/// <param name="Stop">Where its life ends, or the drawing does.</param>
/// <param name="HasEnded">Whether its end was seen.</param>
internal sealed record TimelineLane(string Name, int? Pid, int? Tid, string End, double Top, double Height, double Start, double Stop, bool HasEnded)
{
    /// <summary>The height of a bar.</summary>
    public const double BarHeight = 22;

    /// <summary>The height of a bar of a step above the calls.</summary>
    public const double StepHeight = 15;

    /// <summary>Whether steps stand above the calls.</summary>
    public bool HasSteps { get; init; }

    /// <summary>The upper edge of the steps above the calls.</summary>
    public double StepTop => Top + 8;

    /// <summary>The upper edge of the bars.</summary>
    public double BarTop => HasSteps ? StepTop + StepHeight + 2 : StepTop;

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
    /// <summary>The words that may stand beside it, from the fullest to the shortest.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>Whether it is a step above the calls that it made.</summary>
    public bool IsStep { get; init; }

    /// <summary>Whether it waited, most of the time.</summary>
    public bool Waits { get; init; }

    /// <summary>When the first of its steps began.</summary>
    public MonotonicTime From { get; init; }

    /// <summary>The right edge.</summary>
    public double Right => X + Width;
}

/// <summary>An arrow between two lanes.</summary>
/// <param name="X1">Where it begins.</param>
/// <param name="FromLane">The lane it begins at.</param>
/// <param name="X2">Where it ends.</param>
/// <param name="ToLane">The lane it ends at.</param>
/// <param name="Kind">What goes along it.</param>
/// <param name="Title">What it tells.</param>
internal sealed record TimelineArrow(double X1, int FromLane, double X2, int ToLane, LinkKind Kind, string Title)
{
    /// <summary>The words beside it, or empty.</summary>
    public string Label { get; init; } = "";

    /// <summary>Where the words at bytes begin.</summary>
    public double LabelX { get; init; }

    /// <summary>The base line of the words at bytes.</summary>
    public double LabelY { get; init; }
}

/// <summary>A moment in a lane.</summary>
/// <param name="Lane">The index of its lane.</param>
/// <param name="X">Its place.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Title">What happened, in words.</param>
internal sealed record TimelineMark(int Lane, double X, MarkKind Kind, string Title);

/// <summary>A mark of the axis.</summary>
/// <param name="X">Its place.</param>
/// <param name="Label">The time since the first event.</param>
internal sealed record TimelineTick(double X, string Label);

/// <summary>A stretch of time that is not drawn to scale.</summary>
/// <param name="X">Its left edge.</param>
/// <param name="Width">Its width in the drawing.</param>
/// <param name="Label">How long it lasts.</param>
internal sealed record TimelineBreak(double X, double Width, string Label);
