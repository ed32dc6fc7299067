namespace Ipc.Measurement;

/// <summary>Several that are measured in turn, each compared with one of them.</summary>
/// <param name="Reference">The one that the others are compared with.</param>
/// <param name="Others">The others, in the order given.</param>
internal sealed record Contest(string Reference, IReadOnlyList<Comparison> Others)
{
    internal const int FewestRepetitions = 7;

    /// <summary>
    /// Measures all in each round, forwards and then backwards, so that what drifts is not taken for a difference. How much the reference
    /// on the way there differs from itself on the way back is the noise.
    /// </summary>
    /// <param name="entries">What is measured: at least one.</param>
    /// <param name="repetitions">How many rounds: 7 or more.</param>
    /// <param name="reference">Which is compared with; <c>null</c> for the one that proves fastest.</param>
    /// <param name="what">What is the same for all.</param>
    /// <param name="progress">Told of each measurement before it is made, and of the end.</param>
    /// <param name="end">Ends it before its time: it is asked after each measurement.</param>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    internal static Contest Of(IReadOnlyList<Entry> entries, int repetitions, int? reference = null, string what = "", IProgress<WorkProgress>? progress = null, Func<bool>? end = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(repetitions, FewestRepetitions);
        var there = new double[entries.Count, repetitions];
        var back = new double[entries.Count, repetitions];
        var (done, total) = (0, 2 * repetitions * entries.Count);
        for (var round = 0; round < repetitions; round++)
        {
            for (var i = 0; i < entries.Count; i++)
            {
                there[i, round] = Measured(entries[i]);
            }

            for (var i = entries.Count - 1; i >= 0; i--)
            {
                back[i, round] = Measured(entries[i]);
            }
        }

        progress?.Report(new WorkProgress(total, total, ""));
        double Measured(Entry entry)
        {
            progress?.Report(new WorkProgress(done++, total, entry.Name));
            return end?.Invoke() == true ? throw new OperationCanceledException() : entry.Measure();
        }

        double[] Times(int entry) => [.. Enumerable.Range(0, repetitions).Select(round => (there[entry, round] + back[entry, round]) / 2)];
        var medians = entries.Select((_, i) => Bootstrap.Median(Times(i))).ToList();
        var with = reference ?? medians.IndexOf(medians.Min());
        var (lowest, highest) = Bootstrap.OfMedian([.. Enumerable.Range(0, repetitions).Select(round => Math.Log(back[with, round] / there[with, round]))]);
        var noise = Math.Exp(Math.Max(Math.Abs(lowest), Math.Abs(highest))) - 1;
        Comparison Compared(int entry)
        {
            double[] logarithms = [.. Times(entry).Zip(Times(with), (one, other) => Math.Log(one / other))];
            var (low, high) = Bootstrap.OfMedian(logarithms);
            return new(what, entries[with].Name, entries[entry].Name, medians[with], medians[entry], Math.Exp(Bootstrap.Median(logarithms)), Math.Exp(low), Math.Exp(high), noise, repetitions);
        }

        return new(entries[with].Name, [.. Enumerable.Range(0, entries.Count).Where(i => i != with).Select(Compared)]);
    }

    /// <summary>One that takes part.</summary>
    /// <param name="Name">What it is called.</param>
    /// <param name="Measure">Measures it once: its time, in µs.</param>
    internal sealed record Entry(string Name, Func<double> Measure);
}
