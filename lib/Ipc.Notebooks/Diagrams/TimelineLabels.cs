namespace Ipc.Notebooks;

/// <summary>Places the words of bars: within the bar, else below it where there is room, else nowhere: the title has them.</summary>
internal static class TimelineLabels
{
    /// <summary>The width of one character of the labels' fixed-width font.</summary>
    public const double CharacterWidth = 6.7;

    private const int Rows = 3;
    private const double Space = 8;

    /// <summary>The bars with their labels placed.</summary>
    /// <param name="bars">The bars of one lane, from left to right.</param>
    /// <param name="right">Where the drawing ends.</param>
    public static List<TimelineBar> Place(IReadOnlyList<TimelineBar> bars, double right)
    {
        var taken = Enumerable.Repeat(double.MinValue, Rows).ToArray();
        return [.. bars.Select(bar => Place(bar, right, taken))];
    }

    private static TimelineBar Place(TimelineBar bar, double right, double[] taken)
    {
        var full = bar.Failed ? bar.Label + " ✕" : bar.Label;
        var call = bar.Label.Split('(')[0] + (bar.Failed ? " ✕" : "");
        foreach (var label in new[] { full, call })
        {
            if (Length(label) + 8 <= bar.Width)
                return bar with { Label = label, LabelX = bar.X + ((bar.Width - Length(label)) / 2), LabelRow = 0 };
        }

        foreach (var label in new[] { full, call })
        {
            var x = Math.Max(TimelinePlan.Left, Math.Min(bar.X, right - Length(label)));
            for (var row = 0; row < (label == full ? 1 : Rows); row++)
            {
                if (x < taken[row])
                    continue;
                taken[row] = x + Length(label) + Space;
                return bar with { Label = label, LabelX = x, LabelRow = row + 1 };
            }
        }

        return bar with { Label = "", LabelRow = 0 };
    }

    private static double Length(string label) => label.Length * CharacterWidth;
}
