namespace Ipc.Notebooks;

/// <summary>Bytes on their way from lane to lane: what lies close together is one arrow, and the words at the arrows do not cover each other.</summary>
internal sealed class TimelineStreams
{
    /// <summary>The height of the row beneath a lane in which the words stand.</summary>
    public const double RowHeight = 15;

    private const double Apart = 24, CharacterWidth = 6.2;
    private const int MostLines = 10;

    private readonly TimeScale _scale;
    private readonly IReadOnlyList<IReadOnlyList<TimelineBar>> _bars;

    private TimelineStreams(TimeScale scale, IReadOnlyList<IReadOnlyList<TimelineBar>> bars) => (_scale, _bars) = (scale, bars);

    /// <summary>The arrows of some links.</summary>
    /// <param name="links">Bytes that went from lane to lane.</param>
    /// <param name="bars">The bars of each lane.</param>
    /// <param name="scale">The scale.</param>
    public static IReadOnlyList<TimelineArrow> Of(IEnumerable<ModelLink> links, IReadOnlyList<IReadOnlyList<TimelineBar>> bars, TimeScale scale) =>
        new TimelineStreams(scale, bars).Arrows(links);

    /// <summary>Where a stream leaves a lane and reaches another.</summary>
    public static (double From, double To) Ends(TimelineLane from, TimelineLane to) => to.Top > from.Top
        ? (from.BarTop + TimelineLane.BarHeight, to.StepTop)
        : (from.StepTop, to.BarTop + TimelineLane.BarHeight);

    /// <summary>The arrows with their words placed in the row beneath the upper lane; words that would cover others are left out.</summary>
    public static IEnumerable<TimelineArrow> Placed(IEnumerable<TimelineArrow> arrows, IReadOnlyList<TimelineLane> lanes)
    {
        var taken = new List<(double Y, double From, double To)>();
        foreach (var arrow in arrows)
        {
            var upper = lanes[Math.Min(arrow.FromLane, arrow.ToLane)];
            var y = upper.Top + upper.Height - 5;
            var length = arrow.Label.Length * CharacterWidth;
            var x = At(arrow, Ends(lanes[arrow.FromLane], lanes[arrow.ToLane]), y) + 7;
            if (x + length > TimelinePlan.Right)
                x -= length + 14;
            var isFree = x >= TimelinePlan.Left && taken.All(other => other.Y != y || x > other.To + 4 || x + length < other.From - 4);
            if (isFree)
                taken.Add((y, x, x + length));
            yield return isFree ? arrow with { LabelX = x, LabelY = y } : arrow with { Label = "" };
        }
    }

    private List<TimelineArrow> Arrows(IEnumerable<ModelLink> links)
    {
        var arrows = new List<TimelineArrow>();
        foreach (var pair in links.GroupBy(link => (link.FromLane, link.ToLane)))
        {
            var bundle = new List<ModelLink>();
            foreach (var link in pair.OrderBy(link => link.From))
            {
                if (bundle.Count > 0 && (X(link.FromLane, link.From) - X(bundle[0].FromLane, bundle[0].From) > Apart || X(link.ToLane, link.To) - X(bundle[0].ToLane, bundle[0].To) > Apart))
                {
                    arrows.Add(Arrow(bundle));
                    bundle = [];
                }

                bundle.Add(link);
            }

            arrows.Add(Arrow(bundle));
        }

        return arrows;
    }

    private TimelineArrow Arrow(List<ModelLink> bundle)
    {
        var (first, last) = (bundle[0], bundle[^1]);
        var words = bundle.Count == 1 ? first.Text
            : bundle.All(link => link.Text == first.Text) ? $"{bundle.Count:N0} × {first.Text}"
            : $"{ActionWords.Bytes(bundle.Sum(link => link.Bytes))} in {bundle.Count:N0}";
        var each = bundle.Take(MostLines).Select(link => $"{link.Text}, written at {Since(link.From)}, read by {Since(link.To)}");
        return new TimelineArrow(
            X(first.FromLane, first.From), first.FromLane, X(last.ToLane, last.To), first.ToLane, LinkKind.Bytes,
            string.Join("\n", bundle.Count == 1 ? each : [words, .. each, .. bundle.Count > MostLines ? ["…"] : Array.Empty<string>()]))
        {
            Label = words,
        };
    }

    /// <summary>The place of a moment within the bar that stands for it, which may have been moved a little.</summary>
    private double X(int lane, MonotonicTime moment)
    {
        var bars = _bars[lane];
        var (low, high) = (-1, bars.Count);
        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            (low, high) = bars[middle].From <= moment ? (middle, high) : (low, middle);
        }

        return low < 0 ? _scale.X(moment) : Math.Clamp(_scale.X(moment), bars[low].X, bars[low].Right);
    }

    /// <summary>Where the curve of an arrow crosses a height.</summary>
    private static double At(TimelineArrow arrow, (double From, double To) ends, double y)
    {
        var (low, high) = (0.0, 1.0);
        var isDown = ends.To > ends.From;
        for (var i = 0; i < 20; i++)
        {
            var t = (low + high) / 2;
            var height = ends.From + ((ends.To - ends.From) * Eased(t, 0.5));
            (low, high) = (height < y) == isDown ? (t, high) : (low, t);
        }

        return arrow.X1 + ((arrow.X2 - arrow.X1) * Eased(low, 0));
    }

    /// <summary>A cubic curve from 0 to 1 whose handles are as long as a part of the way.</summary>
    private static double Eased(double t, double handle) => (3 * (1 - t) * (1 - t) * t * handle) + (3 * (1 - t) * t * t * (1 - handle)) + (t * t * t);

    private string Since(MonotonicTime moment) => ActionWords.Since(moment, _scale.Origin);
}
