namespace Ipc.Notebooks;

/// <summary>Bars of one lane: wide enough to be seen, and never one upon the other.</summary>
internal static class TimelineBars
{
    /// <summary>The width of the shortest step.</summary>
    public const double MinimumWidth = 4;

    private const double Gap = 1;

    // A bar may stand this far right of its true place before it is drawn as one with the bar before it.
    private const double FarthestPush = 12;

    // A bar of which so much is left keeps a place of its own, though its beginning is covered.
    private const double LongEnough = 16;

    // So many calls of one name in a row, so close together, say no more than one bar and a number.
    private const int RepeatedFrom = 4;
    private const double RepeatedWithin = 14;

    /// <summary>The bars of a lane, from left to right.</summary>
    /// <param name="actions">What the lane did, in the order of its start.</param>
    /// <param name="place">Where an action begins and ends.</param>
    /// <param name="limit">How far a bar may be moved: little beyond the end of its lane.</param>
    public static List<BarOfActions> Of(IReadOnlyList<ModelAction> actions, Func<ModelAction, (double Left, double Right)> place, double limit)
    {
        var bars = new List<BarOfActions>();
        for (var i = 0; i < actions.Count;)
        {
            var run = Run(actions, i);
            var (left, right) = (place(actions[i]).Left, place(actions[i + run - 1]).Right);
            if (run < RepeatedFrom || right - left > run * RepeatedWithin)
                run = 1;
            Append(bars, Bar(actions, i, run, place), limit);
            i += run;
        }

        return bars;
    }

    /// <summary>How many actions from one on are alike.</summary>
    private static int Run(IReadOnlyList<ModelAction> actions, int from)
    {
        var run = 1;
        while (from + run < actions.Count && actions[from + run].Call == actions[from].Call && actions[from + run].Failed == actions[from].Failed && actions[from + run].End is not null)
            run++;
        return run;
    }

    private static BarOfActions Bar(IReadOnlyList<ModelAction> actions, int from, int count, Func<ModelAction, (double Left, double Right)> place)
    {
        var left = place(actions[from]).Left;
        return new BarOfActions(left, Math.Max(MinimumWidth, place(actions[from + count - 1]).Right - left), [.. actions.Skip(from).Take(count)]);
    }

    private static void Append(List<BarOfActions> bars, BarOfActions bar, double limit)
    {
        var free = bars.Count > 0 ? bars[^1].Right + Gap : double.MinValue;
        if (bar.X >= free)
            bars.Add(bar);
        else if ((free - bar.X <= FarthestPush && free + MinimumWidth <= limit) || bar.Right - free >= LongEnough)
            bars.Add(bar with { X = free, Width = Math.Max(MinimumWidth, bar.Right - free) });
        else
            bars[^1] = bars[^1].And(bar);
    }
}
