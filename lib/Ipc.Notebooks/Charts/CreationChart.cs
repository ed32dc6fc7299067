using Ipc.Measurement;
using Ipc.Measurement.Creation;

namespace Ipc.Notebooks;

/// <summary>Charts of what new processes cost.</summary>
internal static class CreationChart
{
    /// <summary>Time by the parent's memory, a line for each call, kind of page and, where both are there, what the new process does.</summary>
    public static ChartResult Draw(string title, IReadOnlyList<CreationCost> costs, IReadOnlyList<PublishedFigure> published)
    {
        var shown = costs.Where(cost => cost.NotMeasured is null).ToList();
        var both = shown.Select(cost => cost.NewProcess).Distinct().Count() > 1;
        string Name(string call, NewProcess does) => both ? $"{call}, {(does == NewProcess.Exits ? "exit" : "exec")}" : call;
        var live = shown.GroupBy(cost => Name(cost.Call, cost.NewProcess) + (cost.HugePages ? ", huge pages" : "")).Select(same => Series.Of(
            same.Key,
            same,
            cost => cost.ParentMebibytes,
            cost => cost.P50,
            cost => cost.Min,
            cost => cost.P90));
        List<PublishedFigure> beside =
        [
            .. published.Where(figure => figure is { Unit: Published.MicrosecondsForAProcess, Mebibytes: not null, NewProcess: { } does } && shown.Any(cost => cost.Call == figure.What && cost.NewProcess == does)),
        ];
        var others = beside.GroupBy(figure => $"{Name(figure.What, figure.NewProcess!.Value)}, published {figure.Year}").Select(same => Series.Of(
            same.Key,
            same,
            figure => figure.Mebibytes!.Value,
            figure => figure.Value));
        var chart = Chart.Line(title, Axis.Log("resident memory of the parent", "MiB"), Axis.Log("from the call until it has been waited for", "µs"), [.. live, .. others]);
        return beside.Count == 0 ? chart : chart with { Caption = $"Published on other machines: {string.Join("; ", beside.Select(figure => $"{figure.Source}, {figure.Year}: {figure.Condition}").Distinct())}. All else: {chart.Caption}" };
    }
}
