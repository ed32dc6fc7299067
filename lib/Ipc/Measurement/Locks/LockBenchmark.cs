using Ipc.Native;

namespace Ipc.Measurement.Locks;

/// <summary>Measures locks: alone, and wanted by several at once.</summary>
/// <remarks>
/// All but .NET's are measured between processes, in recorded children whose loops are compiled. A lock of .NET lies in the memory of one
/// process, so its rows are of threads of this one.
/// </remarks>
public static class LockBenchmark
{
    /// <summary>How many times a lock is taken and given back for one time of the clock: one pair may be shorter than the clock's step.</summary>
    public const int PairsPerSample = 32;

    internal const string Processes = "processes", Threads = "threads of one process";

    /// <summary>The locks by name, in the order of tables and charts.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. ProcessLock.All.Select(one => one.Name), DotNetContest.Name];

    /// <summary>What each costs while nobody else wants it.</summary>
    /// <param name="options">How much; <c>null</c> for the full length.</param>
    /// <param name="progress">Told of each lock before it is measured, and of the end.</param>
    /// <param name="cancelled">Ends it between two locks.</param>
    /// <returns>A row for each lock; where the machine does not have it, the reason.</returns>
    /// <exception cref="MeasurementException">A lock could not be taken, or not be given back.</exception>
    public static IReadOnlyList<LockCost> Uncontended(LockOptions? options = null, IProgress<WorkProgress>? progress = null, CancellationToken cancelled = default)
    {
        var how = options ?? LockOptions.Full;
        var costs = new List<LockCost>();
        foreach (var (name, make) in ProcessLock.All)
        {
            cancelled.ThrowIfCancellationRequested();
            progress?.Report(new WorkProgress(costs.Count, Names.Count, name));
            try
            {
                using var one = make();
                costs.Add(LockCost.Of(name, Processes, LockProgram.SystemCalls(one), LockProgram.Uncontended(one, how)));
            }
            catch (PosixException e)
            {
                costs.Add(LockCost.Without(name, e.Message));
            }
        }

        costs.Add(LockCost.Of(DotNetContest.Name, Threads, null, DotNetContest.Uncontended(how)));
        progress?.Report(new WorkProgress(Names.Count, Names.Count, ""));
        return costs;
    }

    /// <summary>How often each is taken, and by whom, where several want it all the time.</summary>
    /// <param name="options">How much; <c>null</c> for the full length.</param>
    /// <param name="progress">Told of each contest before it is held, and of the end.</param>
    /// <param name="cancelled">Ends it between two contests.</param>
    /// <returns>A row for each number of processes and each lock; where the machine does not have it, the reason.</returns>
    /// <exception cref="MeasurementException">A lock did not keep two apart, or a call failed.</exception>
    /// <exception cref="Children.ChildDeadlineException">It hung; the exception brings the report.</exception>
    public static IReadOnlyList<LockContest> Contended(LockOptions? options = null, IProgress<WorkProgress>? progress = null, CancellationToken cancelled = default)
    {
        var how = options ?? LockOptions.Full;
        if (how.Parties.Any(parties => parties is < 2 or > 8))
        {
            throw new ArgumentOutOfRangeException(nameof(options), "a contest is among 2 to 8");
        }

        List<(int Parties, string Name, List<(IReadOnlyList<long> Taken, TimeSpan Time)> Held)> contests =
            [.. from parties in how.Parties from name in Names select (parties, name, new List<(IReadOnlyList<long>, TimeSpan)>())];
        var reasons = new Dictionary<string, string>();
        var (done, total) = (0, contests.Count * Math.Max(1, how.Runs));
        for (var run = 0; run < Math.Max(1, how.Runs); run++)
        {
            foreach (var (parties, name, held) in run % 2 == 0 ? contests : contests.AsEnumerable().Reverse())
            {
                cancelled.ThrowIfCancellationRequested();
                progress?.Report(new WorkProgress(done++, total, $"{name}, {parties} at once"));
                try
                {
                    if (!reasons.ContainsKey(name))
                    {
                        held.Add(Hold(name, parties, how));
                    }
                }
                catch (PosixException e)
                {
                    reasons[name] = e.Message;
                }
            }
        }

        progress?.Report(new WorkProgress(total, total, ""));
        return
        [
            .. contests.Select(one => reasons.TryGetValue(one.Name, out var reason)
                ? LockContest.Without(one.Name, one.Parties, reason)
                : LockContest.Of(one.Name, one.Name == DotNetContest.Name ? Threads : Processes, one.Parties, one.Held)),
        ];
    }

    private static (IReadOnlyList<long> Taken, TimeSpan Time) Hold(string name, int parties, LockOptions options)
    {
        if (name == DotNetContest.Name)
        {
            return DotNetContest.Contest(parties, options);
        }

        using var one = ProcessLock.All.First(known => known.Name == name).Make();
        return LockProgram.Contest(one, parties, options);
    }
}
