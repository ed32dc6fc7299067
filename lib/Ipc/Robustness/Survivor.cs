using Ipc.Children;
using Ipc.Hangs;

namespace Ipc.Robustness;

/// <summary>What one process of a transfer saw after the other had been killed with SIGKILL in the middle of it.</summary>
/// <param name="Killed">Who was killed.</param>
/// <param name="Call">The survivor's call: the one that it was blocked in at the kill, or the next where it was in none.</param>
/// <param name="Saw">What that call brought: "end of file", an errno, or "nothing".</param>
/// <param name="Learned">Whether the call told that the other is gone.</param>
/// <param name="After">From the kill to the end of the call, on CLOCK_MONOTONIC; <c>null</c> where it did not end.</param>
/// <param name="Left">What was still there after both processes had ended; empty where nothing was.</param>
public sealed record Survivor(
    Side Killed,
    string Call,
    string Saw,
    [property: Column("learned of it")] bool Learned,
    TimeSpan? After,
    [property: Column("left behind")] string Left) : IObservation
{
    /// <summary>What the writer and the reader did, step by step.</summary>
    [Column(Hidden = true)]
    public required IReadOnlyList<ChildTrace> Traces { get; init; }

    /// <summary>When the signal was sent.</summary>
    [Column(Hidden = true)]
    public required MonotonicTime KilledAt { get; init; }

    /// <summary>What the survivor waited for after the other was gone; <c>null</c> where its call ended.</summary>
    [Column(Hidden = true)]
    public HangReport? Hang { get; init; }

    /// <summary>The survivor's steps from the transfer's middle on, as lines: the call, and what it returned.</summary>
    [Column(Hidden = true)]
    public IReadOnlyList<string> Steps
    {
        get
        {
            var steps = Traces[Killed == Side.Writer ? 1 : 0].Steps.Where(step => step.Call is not ("spin" or "store" or "fetch_add" or "load" or "_exit")).ToList();
            return [.. steps.Skip(Math.Max(0, steps.FindIndex(step => step.End is null || step.End > KilledAt) - 1)).Take(3).Select(Line)];
        }
    }

    private static string Line(ChildStep step) => step switch
    {
        { End: null } => $"{step.Text} did not return",
        { Errno: { } errno } => $"{step.Text} = −1 {errno}",
        _ => $"{step.Text} = {step.Result}",
    };
}
