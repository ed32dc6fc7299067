namespace Ipc.Notebooks;

/// <summary>Bars of one lane: wide enough to be seen, and never one upon the other.</summary>
internal static class TimelineBars
{
    /// <summary>The width of the shortest step.</summary>
    public const double MinimumWidth = 4;

    private const double Gap = 1;

    // A bar may stand this far right of its true place before it is drawn as one with the bar before it.
    private const double FarthestPush = 12;

    /// <summary>The bar of one step.</summary>
    public static TimelineBar Bar(int lane, double left, double right, StepKind kind, string title, string label) =>
        new(lane, left, Math.Max(MinimumWidth, right - left), kind, 1, Failed: false, IsOpen: false, title, label);

    /// <summary>Adds a bar to those of its lane: beside the last one, or into it.</summary>
    public static void Append(List<TimelineBar> bars, TimelineBar bar)
    {
        var free = bars.Count > 0 ? bars[^1].Right + Gap : double.MinValue;
        if (bar.X >= free)
        {
            bars.Add(bar);
        }
        else if (free - bar.X <= FarthestPush)
        {
            bars.Add(bar with { X = free, Width = Math.Max(MinimumWidth, bar.Right - free) });
        }
        else
        {
            var last = bars[^1];
            bars[^1] = last with
            {
                Width = Math.Max(last.Right, bar.Right) - last.X,
                Kind = bar.Width > last.Width ? bar.Kind : last.Kind,
                Steps = last.Steps + bar.Steps,
                Failed = last.Failed || bar.Failed,
                IsOpen = bar.IsOpen,
                Title = last.Title + "\n" + bar.Title,
                Label = $"{last.Steps + bar.Steps} steps",
            };
        }
    }
}
