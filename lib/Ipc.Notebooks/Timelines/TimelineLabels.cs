namespace Ipc.Notebooks;

/// <summary>Places the words of the bars of one lane: within the bar, else below it where there is room, else nowhere: the title has them.</summary>
internal sealed class TimelineLabels
{
    /// <summary>The width of one character of the labels' fixed-width font.</summary>
    public const double CharacterWidth = 6.7;

    private const int Longest = 44;
    private const double Space = 7;

    private readonly double _right;
    private readonly int _rows;
    private readonly List<(double From, double To, int Row)> _labels = [];
    private readonly List<(double X, int Row)> _leaders = [];

    private TimelineLabels(double right, int rows) => (_right, _rows) = (right, rows);

    /// <summary>The bars with their labels placed.</summary>
    /// <param name="bars">The bars of one lane, from left to right.</param>
    /// <param name="right">Where the drawing ends.</param>
    /// <param name="rows">How many rows of words may stand beneath the bars; in a single row there is no room for arguments.</param>
    public static List<TimelineBar> Place(IReadOnlyList<TimelineBar> bars, double right, int rows)
    {
        // From right to left: a label that must go lower has its leader left of the labels above it.
        var labels = new TimelineLabels(right, rows);
        List<TimelineBar> placed = [.. bars.Reverse().Select(labels.Place)];
        placed.Reverse();
        return placed;
    }

    private TimelineBar Place(TimelineBar bar)
    {
        var candidates = bar.Labels.Select(Shortened).ToList();
        foreach (var label in candidates)
        {
            if (Length(label) + 8 <= bar.Width)
                return bar with { Label = label, LabelX = bar.X + ((bar.Width - Length(label)) / 2), LabelRow = 0 };
        }

        foreach (var label in _rows > 1 ? candidates : bar.Steps == 1 || bar.Labels.Count == 1 ? candidates.TakeLast(1) : [])
        {
            var x = Math.Max(TimelinePlan.Left, Math.Min(bar.X, _right - Length(label)));
            var row = Enumerable.Range(1, _rows).FirstOrDefault(row => IsFree(x, x + Length(label), bar.X + 1, row));
            if (row == 0)
                continue;
            _labels.Add((x, x + Length(label), row));
            _leaders.Add((bar.X + 1, row));
            return bar with { Label = label, LabelX = x, LabelRow = row };
        }

        return bar with { Label = "", LabelRow = 0 };
    }

    private bool IsFree(double from, double to, double leader, int row) =>
        _labels.All(label => label.Row > row
            || (label.Row == row ? to + Space <= label.From || label.To + Space <= from : leader < label.From || leader > label.To))
        && _leaders.All(other => other.Row <= row || other.X < from || other.X > to);

    private static string Shortened(string label) => label.Length <= Longest ? label : label[..(Longest - 1)] + "…";

    private static double Length(string label) => label.Length * CharacterWidth;
}
