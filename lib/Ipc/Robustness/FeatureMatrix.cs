using Ipc.Children;
using Ipc.ProcFs;

namespace Ipc.Robustness;

/// <summary>Every mechanism with what it can do: each cell was observed.</summary>
/// <param name="Rows">The mechanisms that this machine has.</param>
/// <param name="Missing">Those that it has not, each with the reason.</param>
public sealed record FeatureMatrix(IReadOnlyList<FeatureRow> Rows, IReadOnlyList<string> Missing) : IObservation
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    /// <summary>Observes what the matrix of robustness does not tell, and takes the rest from it.</summary>
    /// <param name="robustness">What was seen where one side was killed.</param>
    /// <exception cref="TimeoutException">Two processes did not get through a transfer.</exception>
    public static FeatureMatrix Observe(RobustnessMatrix robustness)
    {
        ArgumentNullException.ThrowIfNull(robustness);
        return new([.. robustness.Rows.Select(Observe)], robustness.Missing);
    }

    private static FeatureRow Observe(RobustnessRow row)
    {
        var make = Mechanisms.Find(row.Mechanism);
        var seen = Exchange.Observe(make);
        return new(row.Mechanism, MessageBoundary.AreKept(make), Waits(make), seen.ByName, seen.TwoWay, seen.CarriesDescriptors, row.WriterKilled.Learned, row.ReaderKilled.Learned, row.Left);
    }

    /// <summary>A reader looks before anything was put in: does it sleep, or has it looked and gone on?</summary>
    private static bool Waits(Func<Mechanism> make)
    {
        using var mechanism = make();
        using var reader = Fork.Start(c =>
        {
            mechanism.Look(c);
            c.Exit(0);
        });
        var state = ProcessState.Running;
        return SpinWait.SpinUntil(() => (state = ProcessStat.Of(reader.Pid).State) == ProcessState.Zombie || (state == ProcessState.Sleeping && reader.Trace.Steps is [.., { End: null, Call: not "_exit" }]), Patience)
            ? state == ProcessState.Sleeping
            : throw new TimeoutException($"{mechanism}: the reader neither waited nor went on; {Hangs.HangReport.Of(reader.Pid)}");
    }
}
