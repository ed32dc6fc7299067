using System.Diagnostics;

namespace Ipc.Claims;

/// <summary>A claim, examined: its verdict on this machine, in this run.</summary>
/// <param name="Claim">What was examined.</param>
/// <param name="Decision">What the experiment decided.</param>
/// <param name="Elapsed">How long the experiment took.</param>
public sealed record Finding(Claim Claim, Decision Decision, TimeSpan Elapsed)
{
    /// <summary>The verdict of this run.</summary>
    public Verdict Verdict => Decision.Verdict;

    internal static Finding Of(Claim claim)
    {
        var watch = Stopwatch.StartNew();
        Decision decision;
        try
        {
            decision = claim.Experiment();
        }
        catch (Exception e) when (e is Native.PosixException or IUnobserved { Lack: not null })
        {
            decision = Decision.NotObserved(e.Message);
        }
        catch (Exception e) when (e is TimeoutException or Children.ChildDeadlineException)
        {
            decision = Decision.NotObserved($"the experiment was not done in time, as it can be where much else runs: {e.Message}");
        }

        return new Finding(claim, decision, watch.Elapsed);
    }
}
