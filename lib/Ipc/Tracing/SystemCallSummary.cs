namespace Ipc.Tracing;

/// <summary>The calls of one name, counted: what <c>strace -c</c> shows.</summary>
/// <param name="Name">The system call.</param>
/// <param name="Calls">How often it was made.</param>
/// <param name="Errors">How often it failed.</param>
/// <param name="Time">The time from entry to exit, all calls together: waiting included, and the tracer's own share of each call.</param>
public sealed record SystemCallSummary(
    [property: Column("call")] string Name,
    int Calls,
    int Errors,
    [property: Column(Unit = "µs")] TimeSpan Time) : IObservation
{
    internal static IReadOnlyList<SystemCallSummary> Of(IReadOnlyList<SystemCall> calls) =>
        [.. calls.GroupBy(call => call.Name)
            .Select(group => new SystemCallSummary(
                group.Key,
                group.Count(),
                group.Count(call => call.Errno is not null),
                group.Aggregate(TimeSpan.Zero, (sum, call) => sum + (call.Duration ?? TimeSpan.Zero))))
            .OrderByDescending(summary => summary.Time)
            .ThenBy(summary => summary.Name, StringComparer.Ordinal)];
}
