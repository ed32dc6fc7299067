namespace Ipc.Notebooks;

/// <summary>The facts of a timeline in words, for its titles and for the table beneath it.</summary>
internal static class TimelineEvents
{
    /// <summary>How many rows the table has at most.</summary>
    public const int MostRows = 400;

    private const int MostPieces = 8;

    /// <summary>One line of the table beneath a timeline.</summary>
    private sealed record Event(
        string Process,
        int? Pid,
        string What,
        string? Result,
        MonotonicTime Start,
        [property: Column(Unit = "µs")] TimeSpan? Duration,
        string? Detail) : IObservation;

    /// <summary>The same facts as a table, in the order of time, counted from the first event.</summary>
    /// <param name="model">The facts.</param>
    /// <param name="foldRuns">Whether a lane's run of one call is one row.</param>
    public static TableModel Table(TimelineModel model, bool foldRuns = true)
    {
        var events = (foldRuns ? Folded(model) : model.Actions.Select(action => Row(model, action)))
            .Concat(model.Links.Where(link => link.Kind is LinkKind.Birth or LinkKind.End).Select(link => Row(model, link.Kind == LinkKind.Birth ? link.ToLane : link.FromLane, link.Text, link.Kind == LinkKind.Birth ? link.To : link.From)))
            .Concat(Bytes(model, foldRuns))
            .Concat(model.Marks.Select(mark => Row(model, mark.Lane, mark.Text, mark.Time)))
            .OrderBy(happened => happened.Start)
            .Take(MostRows);
        return TableReader.List([.. events], "");
    }

    /// <summary>Whether some row stands for several actions.</summary>
    public static bool HasRuns(TimelineModel model) => Repetitions(model).Any(repetition => !repetition.IsSingle);

    private static IEnumerable<Event> Folded(TimelineModel model) =>
        Repetitions(model).Select(repetition => repetition.IsSingle ? Row(model, repetition.Actions[0]) : Row(model, repetition));

    private static IEnumerable<Repetition> Repetitions(TimelineModel model) =>
        model.Actions.GroupBy(action => (action.Lane, action.IsStep)).SelectMany(lane => Repetition.In([.. lane.OrderBy(action => action.Start)]));

    /// <summary>The bytes that one lane got from another: piece by piece, or together where there are many.</summary>
    private static IEnumerable<Event> Bytes(TimelineModel model, bool foldRuns) =>
        model.Links.Where(link => link.Kind == LinkKind.Bytes)
            .GroupBy(link => (link.FromLane, link.ToLane))
            .SelectMany(pair => foldRuns && pair.Count() > MostPieces
                ? [Row(model, pair.Key.ToLane, $"got {ActionWords.Bytes(pair.Sum(link => link.Bytes))} in {pair.Count():N0} pieces from {Name(model.Lanes[pair.Key.FromLane])}", pair.Min(link => link.To))]
                : pair.Select(link => Row(model, link.ToLane, $"got {link.Text} from {Name(model.Lanes[link.FromLane])}", link.To)));

    private static Event Row(TimelineModel model, ModelAction action) =>
        new(model.Lanes[action.Lane].Name, Id(model.Lanes[action.Lane]), action.Text, action.Result, action.Start, action.Duration, Detail(action));

    private static string? Detail(ModelAction action) =>
        string.Join("; ", ((string[])[action.IsStep ? "recorded by the process" : "", action.Waits ? "waited" : "", action.Detail]).Where(text => text.Length > 0)) is { Length: > 0 } detail ? detail : null;

    private static Event Row(TimelineModel model, Repetition repetition)
    {
        var lane = model.Lanes[repetition.Actions[0].Lane];
        return new Event(lane.Name, Id(lane), repetition.ToString(), null, repetition.Actions[0].Start, repetition.Actions.Together(), $"together: {ActionWords.Totals(repetition.Actions)}");
    }

    private static Event Row(TimelineModel model, int lane, string what, MonotonicTime time) =>
        new(model.Lanes[lane].Name, Id(model.Lanes[lane]), what, null, time, null, null);

    private static int? Id(ModelLane lane) => lane.Tid ?? lane.Pid;

    private static string Name(ModelLane lane) => lane.Tid is { } tid ? $"{lane.Name} {tid}" : $"{lane.Name} ({lane.Pid})";
}
