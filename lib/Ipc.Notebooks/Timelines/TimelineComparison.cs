namespace Ipc.Notebooks;

/// <summary>Several runs under one another on one scale, each from its own beginning: what took longer is longer.</summary>
public sealed class TimelineComparison
{
    private readonly IReadOnlyList<(string Name, Timeline Run)> _runs;

    internal TimelineComparison(IReadOnlyList<(string Name, Timeline Run)> runs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(runs.Count, 2, nameof(runs));
        _runs = runs;
    }

    /// <summary>The facts of each run as a text table.</summary>
    public override string ToString() => string.Join("\n\n", _runs.Select(run => $"{run.Name}\n{run.Run}"));

    internal string ToHtml()
    {
        List<TimelineModel> models = [.. _runs.Select(run => run.Run.Model.FromZero())];
        var scale = TimelinePlan.ScaleOf(models);
        return $"<div class=\"ipc-comparison\">{string.Concat(_runs.Zip(models, (run, model) =>
            $"<p class=\"ipc-trace-head\"><b>{Html.Escape(run.Name)}</b></p>{run.Run.ToHtml(TimelinePlan.Of(model, scale), $"{run.Name}: {run.Run.Title}")}"))}</div>";
    }
}
