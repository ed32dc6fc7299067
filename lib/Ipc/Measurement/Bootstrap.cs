namespace Ipc.Measurement;

/// <summary>The interval in which the true median lies, from a few measured values and nothing assumed of their distribution.</summary>
/// <remarks>
/// The values are drawn again from themselves, with replacement, many times; the interval is the middle of the medians of those draws. Of few
/// values the middle 95 % would hold the true median in fewer than 95 of 100 cases (of 7 values in 87), since the draws vary less than new
/// measurements would. So more is taken of the middle, by as much as Student's distribution is wider than the normal one: T. Hesterberg,
/// "What Teachers Should Know About the Bootstrap", 2015. A test counts how often the interval holds. The same values give the same interval.
/// </remarks>
internal static class Bootstrap
{
    private const int Draws = 4000, Seed = 20_240_613;

    /// <summary>The fewest values that can have an interval of 95 %. All of n values lie on one side of the median in 2 of 2^n cases: of five in more than 6 of 100.</summary>
    internal const int Fewest = 6;

    private const double Normal = 1.959964; // of the normal distribution 95 % lie so many standard deviations from its middle

    /// <summary>The interval of 95 % confidence for the median; of fewer than <see cref="Fewest"/> values it goes from the lowest to the highest, and has less.</summary>
    /// <param name="values">The values: 1 or more.</param>
    internal static (double Low, double High) OfMedian(IReadOnlyList<double> values)
    {
        if (values.Count < Fewest)
        {
            return (values.Min(), values.Max());
        }

        var random = new Random(Seed);
        var drawn = new double[values.Count];
        var medians = new double[Draws];
        for (var i = 0; i < Draws; i++)
        {
            for (var j = 0; j < drawn.Length; j++)
            {
                drawn[j] = values[random.Next(values.Count)];
            }

            medians[i] = Median(drawn);
        }

        Array.Sort(medians);
        var outside = (int)(Outside(values.Count) * Draws);
        return (medians[outside], medians[^(outside + 1)]);
    }

    /// <summary>The median: the middle value, or halfway between the two in the middle.</summary>
    internal static double Median(IReadOnlyList<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>The part of the medians that is left out at each end.</summary>
    private static double Outside(int count) => NormalTail(Math.Sqrt(count / (count - 1.0)) * Student(count - 1));

    /// <summary>Within so many standard errors lie 95 % of Student's distribution: the expansion by Cornish and Fisher.</summary>
    private static double Student(int freedom)
    {
        const double Z = Normal, Z3 = Z * Z * Z, Z5 = Z3 * Z * Z, Z7 = Z5 * Z * Z;
        double n = freedom;
        return Z + ((Z3 + Z) / (4 * n)) + (((5 * Z5) + (16 * Z3) + (3 * Z)) / (96 * n * n)) + (((3 * Z7) + (19 * Z5) + (17 * Z3) - (15 * Z)) / (384 * n * n * n));
    }

    /// <summary>The part of the normal distribution beyond so many standard deviations, integrated by Simpson's rule.</summary>
    private static double NormalTail(double from)
    {
        const int Steps = 1000;
        const double Far = 10;
        var step = (Far - from) / Steps;
        var sum = 0.0;
        for (var i = 0; i <= Steps; i++)
        {
            var x = from + (i * step);
            sum += Math.Exp(-x * x / 2) * (i is 0 or Steps ? 1 : i % 2 == 1 ? 4 : 2);
        }

        return sum * step / 3 / Math.Sqrt(2 * Math.PI);
    }
}
