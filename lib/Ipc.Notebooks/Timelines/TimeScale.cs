using System.Globalization;

namespace Ipc.Notebooks;

/// <summary>
/// Places moments on the axis. The scale is linear, but a stretch in which nothing begins or ends
/// and which would squeeze everything else is cut out and shown as a break with its length.
/// </summary>
internal sealed class TimeScale
{
    private const int MostBreaks = 6, StretchesForABreak = 4; // where there is little to see, hardly anything is cut
    private const double BreakWidth = 64;
    private const double BreakRoom = 66;
    private const double LabelRoom = 76;

    private readonly List<Segment> _segments = [];
    private readonly double _perMicrosecond;

    /// <summary>A scale for some moments.</summary>
    /// <param name="moments">Every moment at which something begins or ends.</param>
    /// <param name="left">The first moment's place.</param>
    /// <param name="right">The last moment's place.</param>
    public TimeScale(IEnumerable<MonotonicTime> moments, double left, double right)
    {
        var sorted = moments.Distinct().Order().ToList();
        Origin = sorted[0];
        var stretches = sorted.Zip(sorted.Skip(1), (from, to) => (From: Microseconds(from), To: Microseconds(to))).ToList();
        var cut = Cut([.. stretches.Select(stretch => stretch.To - stretch.From)]);
        var linear = stretches.Where((_, i) => !cut.Contains(i)).Sum(stretch => stretch.To - stretch.From);
        _perMicrosecond = linear > 0 ? (right - left - (cut.Count * BreakWidth)) / linear : 0;

        var x = left;
        for (var i = 0; i < stretches.Count; i++)
        {
            var (from, to) = stretches[i];
            var width = cut.Contains(i) ? BreakWidth : (to - from) * _perMicrosecond;
            if (_segments.Count > 0 && !cut.Contains(i) && !_segments[^1].IsBreak)
                _segments[^1] = _segments[^1] with { To = to, Right = x + width };
            else
                _segments.Add(new Segment(from, to, x, x + width, cut.Contains(i)));
            x += width;
        }

        if (_segments.Count == 0)
            _segments.Add(new Segment(0, 0, left, left, IsBreak: false));
    }

    /// <summary>The first moment.</summary>
    public MonotonicTime Origin { get; }

    /// <summary>The stretches that were cut out.</summary>
    public IReadOnlyList<TimelineBreak> Breaks =>
        [.. _segments.Where(segment => segment.IsBreak).Select(segment => new TimelineBreak(
            segment.Left, segment.Right - segment.Left, DurationUnit.Describe(TimeSpan.FromMicroseconds(segment.To - segment.From))))];

    /// <summary>The place of a moment.</summary>
    public double X(MonotonicTime moment)
    {
        var time = Microseconds(moment);
        var segment = _segments.FirstOrDefault(segment => time <= segment.To) ?? _segments[^1];
        var length = segment.To - segment.From;
        return length > 0 ? segment.Left + ((time - segment.From) / length * (segment.Right - segment.Left)) : segment.Left;
    }

    /// <summary>Marks at round times, as many as leave room for their labels.</summary>
    public IReadOnlyList<TimelineTick> Ticks()
    {
        if (_perMicrosecond <= 0)
            return [new TimelineTick(_segments[0].Left, "0 µs")];
        var step = Round(LabelRoom / _perMicrosecond);
        var ticks = new List<TimelineTick>();
        foreach (var segment in _segments.Where(segment => !segment.IsBreak))
        {
            for (var time = Math.Max(0, Math.Ceiling((segment.From / step) - 1e-9) * step); time <= segment.To + (step * 1e-9); time += step)
            {
                var x = segment.Left + ((time - segment.From) * _perMicrosecond);
                var isCrowded = Breaks.Any(gap => Math.Abs(x - gap.X - (gap.Width / 2)) < BreakRoom);
                if (!isCrowded && (ticks.Count == 0 || x - ticks[^1].X >= LabelRoom * 0.8))
                    ticks.Add(new TimelineTick(x, Label(time, step)));
            }
        }

        return ticks;
    }

    private double Microseconds(MonotonicTime moment) => (moment.Nanoseconds - Origin.Nanoseconds) / 1000.0;

    /// <summary>
    /// Which stretches are cut out: one that is three times as long as all the rest, or several of which each is eight times
    /// as long as all that is left. Then the same once more with what is left.
    /// </summary>
    private static HashSet<int> Cut(List<double> lengths)
    {
        var cut = new HashSet<int>();
        var longest = lengths.Select((length, i) => (length, i)).OrderByDescending(pair => pair.length).ToList();
        var rest = lengths.Sum();
        for (var count = 1; count <= Math.Clamp(longest.Count / StretchesForABreak, 1, MostBreaks); count++)
        {
            rest -= longest[count - 1].length;
            if (rest > 0 && longest[count - 1].length >= (count == 1 ? 3 : 8) * rest)
                cut.UnionWith(longest.Take(count).Select(pair => pair.i));
        }

        return cut;
    }

    private static double Round(double atLeast)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(atLeast)));
        return power * ((atLeast / power) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 });
    }

    private static string Label(double time, double step) => step switch
    {
        >= 100_000 => (time / 1e6).ToString("0.#", CultureInfo.InvariantCulture) + " s",
        >= 1000 => (time / 1000).ToString("#,0.#", CultureInfo.InvariantCulture) + " ms",
        _ => time.ToString("#,0.##", CultureInfo.InvariantCulture) + " µs",
    };

    private sealed record Segment(double From, double To, double Left, double Right, bool IsBreak);
}
