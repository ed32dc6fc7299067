namespace Ipc.Notebooks;

/// <summary>What a timeline shows, whoever told of it: processes and threads, what they did, and what went between them. Knows nothing of places in a drawing.</summary>
/// <param name="Lanes">A lane for each process or thread.</param>
/// <param name="Actions">Calls and steps.</param>
/// <param name="Marks">Execs, signals and stops.</param>
/// <param name="Links">What goes from one lane to another.</param>
internal sealed record TimelineModel(
    IReadOnlyList<ModelLane> Lanes,
    IReadOnlyList<ModelAction> Actions,
    IReadOnlyList<ModelMark> Marks,
    IReadOnlyList<ModelLink> Links)
{
    /// <summary>What an action is called: "step" or "call".</summary>
    public string Noun { get; init; } = "call";

    /// <summary>How many actions are missing, and why; empty when none is.</summary>
    public string Lost { get; init; } = "";

    /// <summary>Every moment at which something begins, ends or happens.</summary>
    public IEnumerable<MonotonicTime> Moments =>
        Lanes.Select(lane => lane.Started)
            .Concat(Lanes.Select(lane => lane.Ended).OfType<MonotonicTime>())
            .Concat(Actions.Select(action => action.Start))
            .Concat(Actions.Select(action => action.End).OfType<MonotonicTime>())
            .Concat(Marks.Select(mark => mark.Time))
            .Concat(Links.SelectMany(link => new[] { link.From, link.To }));

    /// <summary>The same with its first moment at 0, to lie beside another.</summary>
    public TimelineModel FromZero()
    {
        var origin = Moments.DefaultIfEmpty().Min().Nanoseconds;
        MonotonicTime At(MonotonicTime moment) => new(moment.Nanoseconds - origin);
        MonotonicTime? Perhaps(MonotonicTime? moment) => moment is { } known ? At(known) : null;
        return this with
        {
            Lanes = [.. Lanes.Select(lane => lane with { Started = At(lane.Started), Ended = Perhaps(lane.Ended) })],
            Actions = [.. Actions.Select(action => action with { Start = At(action.Start), End = Perhaps(action.End) })],
            Marks = [.. Marks.Select(mark => mark with { Time = At(mark.Time) })],
            Links = [.. Links.Select(link => link with { From = At(link.From), To = At(link.To) })],
        };
    }
}

/// <summary>A process or thread.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Pid">Its process id, or <c>null</c> where it is not known.</param>
/// <param name="Tid">Its thread id, where it is not the first thread.</param>
/// <param name="Status">How it ended, in words; empty where that is not known.</param>
/// <param name="Started">When its life begins.</param>
/// <param name="Ended">When it was seen to have ended, or <c>null</c>.</param>
/// <param name="Reaches">Its line runs from the left edge to the right: it was there before and lives on.</param>
internal sealed record ModelLane(string Name, int? Pid, int? Tid, string Status, MonotonicTime Started, MonotonicTime? Ended, bool Reaches = false);

/// <summary>A call or a step.</summary>
/// <param name="Lane">The index of its lane.</param>
/// <param name="Call">Its name.</param>
/// <param name="Text">As a reader would write it, with arguments.</param>
/// <param name="Start">When it began.</param>
/// <param name="End">When it returned, or <c>null</c> when it never did.</param>
/// <param name="Result">What it returned, in words; <c>null</c> when it did not return.</param>
internal sealed record ModelAction(int Lane, string Call, string Text, MonotonicTime Start, MonotonicTime? End, string? Result)
{
    /// <summary>What more is known; empty where there is nothing.</summary>
    public string Detail { get; init; } = "";

    /// <summary>It returned an error.</summary>
    public bool Failed { get; init; }

    /// <summary>The process recorded it itself, above the calls that a tracer saw.</summary>
    public bool IsStep { get; init; }

    /// <summary>It is the end of its lane: an exit.</summary>
    public bool IsExit { get; init; }

    /// <summary>Bytes that it moved; 0 for other calls.</summary>
    public long Bytes { get; init; }

    /// <summary>It took so long that it must have waited.</summary>
    public bool Waits { get; init; }

    /// <summary>How long it took, or <c>null</c> when it never returned.</summary>
    public TimeSpan? Duration => End - Start;
}

/// <summary>What a mark tells of.</summary>
internal enum MarkKind
{
    /// <summary>Another program begins.</summary>
    Exec,

    /// <summary>A signal is delivered.</summary>
    Signal,

    /// <summary>The process stops.</summary>
    Stop,
}

/// <summary>A moment in one lane.</summary>
/// <param name="Lane">The index of its lane.</param>
/// <param name="Time">When.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Text">What happened, in words.</param>
internal sealed record ModelMark(int Lane, MonotonicTime Time, MarkKind Kind, string Text);

/// <summary>What goes from one lane to another.</summary>
internal enum LinkKind
{
    /// <summary>A new process or thread.</summary>
    Birth,

    /// <summary>The end of one, which its parent learns.</summary>
    End,

    /// <summary>A signal that one sends another.</summary>
    Signal,

    /// <summary>Bytes through a pipe or socket.</summary>
    Bytes,
}

/// <summary>Something that goes from one lane to another.</summary>
/// <param name="Kind">What.</param>
/// <param name="FromLane">The lane it leaves.</param>
/// <param name="From">When.</param>
/// <param name="ToLane">The lane it reaches.</param>
/// <param name="To">When.</param>
/// <param name="Text">What it is, in words.</param>
internal sealed record ModelLink(LinkKind Kind, int FromLane, MonotonicTime From, int ToLane, MonotonicTime To, string Text)
{
    /// <summary>The one word that stands beside it: "vfork", "SIGTERM"; empty where there is none.</summary>
    public string Word { get; init; } = "";

    /// <summary>How many bytes went; 0 where something else did.</summary>
    public long Bytes { get; init; }
}
