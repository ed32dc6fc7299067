using Ipc.Native;

namespace Ipc.Robustness;

/// <summary>Every mechanism, with a writer and with a reader killed in the middle of a transfer: what the survivor saw, and what was left.</summary>
/// <param name="Rows">The mechanisms that this machine has.</param>
/// <param name="Missing">Those that it has not, each with the reason.</param>
public sealed record RobustnessMatrix(IReadOnlyList<RobustnessRow> Rows, IReadOnlyList<string> Missing) : IObservation
{
    /// <summary>The row of a mechanism.</summary>
    /// <param name="mechanism">What it is called.</param>
    /// <exception cref="UnobservedException">This machine does not have it.</exception>
    /// <exception cref="ArgumentException">There is none; the message lists those that there are.</exception>
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1043", Justification = "A mechanism's name is what a reader has.")]
    public RobustnessRow this[string mechanism] =>
        Rows.FirstOrDefault(row => row.Mechanism == mechanism)
        ?? throw (Exception?)Unobserved(mechanism) ?? new ArgumentException($"no mechanism is called \"{mechanism}\"; there are {string.Join(", ", Rows.Select(row => row.Mechanism))}", nameof(mechanism));

    private UnobservedException? Unobserved(string mechanism) =>
        Missing.FirstOrDefault(one => one.StartsWith($"{mechanism}: ", StringComparison.Ordinal)) is { } why
            ? new(new NotObserved($"this machine does not have {mechanism}", why[(mechanism.Length + 2)..]))
            : null;

    /// <summary>The mechanisms that gave the most of what makes a transfer robust.</summary>
    [Column(Hidden = true)]
    public IReadOnlyList<RobustnessRow> Best => [.. Rows.Where(row => row.Score == Rows.Max(other => other.Score))];

    /// <summary>Observes every cell: two transfers of each mechanism, and a look at whether it keeps messages apart.</summary>
    /// <exception cref="TimeoutException">Two processes did not get to the middle of a transfer.</exception>
    /// <seealso href="https://man7.org/linux/man-pages/man7/signal.7.html"/>
    public static RobustnessMatrix Observe()
    {
        var rows = new List<RobustnessRow>();
        var missing = new List<string>();
        foreach (var (name, _, make) in Mechanisms.All)
        {
            try
            {
                rows.Add(Observe(name, make));
            }
            catch (PosixException e)
            {
                missing.Add($"{name}: {e.Message}");
            }
        }

        return new(rows, missing);
    }

    /// <summary>Observes one mechanism.</summary>
    /// <param name="mechanism">What it is called.</param>
    /// <exception cref="PosixException">The machine does not have it.</exception>
    public static RobustnessRow ObserveOne(string mechanism) => Observe(mechanism, Mechanisms.Find(mechanism));

    private static RobustnessRow Observe(string name, Func<Mechanism> make)
    {
        var (writerKilled, readerKilled) = (KilledTransfer.Observe(make, Side.Writer), KilledTransfer.Observe(make, Side.Reader));
        var half = MessageBoundary.AreKept(make) ? HalfMessage.Impossible : writerKilled.Learned ? HalfMessage.Told : HalfMessage.NotTold;
        return new(name, writerKilled, readerKilled, half);
    }
}
