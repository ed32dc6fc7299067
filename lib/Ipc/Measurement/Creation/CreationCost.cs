namespace Ipc.Measurement.Creation;

/// <summary>What it costs to make a process and to wait for its end, from a parent with so much memory.</summary>
/// <param name="Call">The call that makes it.</param>
/// <param name="NewProcess">What the new process does.</param>
/// <param name="AddedMebibytes">Memory that the parent was given in addition to its own, every page of it written.</param>
/// <param name="HugePages">Whether transparent huge pages were asked for.</param>
/// <param name="HugeMebibytes">How much of the parent's memory was in huge pages.</param>
/// <param name="ParentMebibytes">All of the parent's resident memory.</param>
/// <param name="ChildPageTables">The page tables of a child that the same parent forked (VmPTE): what fork copied for it. <c>null</c> for a parent that does not fork.</param>
/// <param name="Processes">How many processes were made and waited for.</param>
/// <param name="Returned">From the call to its return in the parent: half are not longer.</param>
/// <param name="Min">From the call until the process had been waited for: the shortest.</param>
/// <param name="P50">Half are not longer: the median.</param>
/// <param name="P90">90 of 100 are not longer.</param>
/// <param name="Max">The longest.</param>
/// <seealso href="https://man7.org/linux/man-pages/man2/fork.2.html"/>
public sealed record CreationCost(
    string Call,
    [property: Column("new process")] NewProcess NewProcess,
    [property: Column("added", Unit = "MiB")] int AddedMebibytes,
    [property: Column("huge pages")] bool HugePages,
    [property: Column("huge", Unit = "MiB")] double HugeMebibytes,
    [property: Column("parent", Unit = "MiB")] double ParentMebibytes,
    [property: Column("page tables of a forked child", Unit = "KiB")] double? ChildPageTables,
    int Processes,
    [property: Column("returned, p50", Unit = "µs")] double Returned,
    [property: Column("min", Unit = "µs")] double Min,
    [property: Column("p50", Unit = "µs")] double P50,
    [property: Column("p90", Unit = "µs")] double P90,
    [property: Column("max", Unit = "µs")] double Max) : IObservation
{
    private const double Kibibyte = 1 << 10, Mebibyte = 1 << 20;

    /// <summary>Every time until the process had been waited for, in µs.</summary>
    [Column(Hidden = true)]
    public IReadOnlyList<double> Times { get; init; } = [];

    /// <summary>
    /// Whether the parent is this process with its .NET runtime and threads, unpinned. Otherwise it is a small process on one CPU, which has
    /// given up what it had from this one.
    /// </summary>
    [Column("parent is this process")]
    public bool IsInThisProcess { get; init; }

    /// <summary>Why there is nothing measured; <c>null</c> where there is.</summary>
    [Column("not measured because")]
    public string? NotMeasured { get; init; }

    internal static CreationCost Without(string call, NewProcess does, AskedMemory asked, string reason) =>
        new(call, does, asked.Mebibytes, asked.HugePages, double.NaN, double.NaN, null, 0, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN) { NotMeasured = reason };

    internal static CreationCost Of(string call, NewProcess does, AskedMemory asked, ParentMemory memory, long? childPageTableBytes, IReadOnlyList<(long Returned, long Reaped)> times)
    {
        var reaped = Distribution.Of(times.Select(time => (double)time.Reaped));
        return new(
            call,
            does,
            asked.Mebibytes,
            asked.HugePages,
            memory.HugePageBytes / Mebibyte,
            memory.ResidentBytes / Mebibyte,
            childPageTableBytes / Kibibyte,
            times.Count,
            Distribution.Of(times.Select(time => (double)time.Returned)).At(50),
            reaped.Min,
            reaped.At(50),
            reaped.At(90),
            reaped.Max)
        {
            Times = [.. times.Select(time => time.Reaped / 1000.0)],
            IsInThisProcess = childPageTableBytes is null,
        };
    }
}
