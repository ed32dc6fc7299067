using Ipc.Children;
using Ipc.Measurement;
using Ipc.ProcFs;

namespace Ipc.Processes;

/// <summary>What it costs to make a child that exits at once, by how much memory the parent has.</summary>
/// <param name="Call">"fork" or "vfork".</param>
/// <param name="AddedMebibytes">Memory that the experiment gave the parent, every page of it written.</param>
/// <param name="HugeMebibytes">How much of that was in transparent huge pages.</param>
/// <param name="ResidentMebibytes">All of the parent's resident memory, the .NET runtime's included.</param>
/// <param name="Returned">From the call to its return in the parent: the median.</param>
/// <param name="Reaped">From the call until the child had been waited for: the median.</param>
/// <param name="Fastest">The shortest of those.</param>
/// <param name="Slowest">The longest of those.</param>
/// <param name="Children">How many children were made.</param>
public sealed record ForkCost(
    string Call,
    [property: Column("added", Unit = "MiB")] long AddedMebibytes,
    [property: Column("huge", Unit = "MiB")] long HugeMebibytes,
    [property: Column("resident", Unit = "MiB")] long ResidentMebibytes,
    [property: Column("returned", Unit = "ms")] TimeSpan Returned,
    [property: Column("reaped", Unit = "ms")] TimeSpan Reaped,
    [property: Column(Hidden = true)] TimeSpan Fastest,
    [property: Column(Hidden = true)] TimeSpan Slowest,
    [property: Column(Hidden = true)] int Children) : IObservation
{
    private const long Mebibyte = 1 << 20;

    /// <summary>Measures fork and vfork, one after the other in turn, from one parent with so much more memory.</summary>
    /// <param name="mebibytes">How much memory the parent gets, in MiB; 0 for none.</param>
    /// <param name="hugePages">Asks for transparent huge pages; otherwise for ordinary ones only.</param>
    /// <param name="repetitions">How many children each call makes: 1 or more.</param>
    /// <returns>The two rows, fork first.</returns>
    /// <exception cref="Native.PosixException">ENOMEM: the machine does not have so much memory.</exception>
    /// <seealso href="https://man7.org/linux/man-pages/man2/fork.2.html"/>
    public static IReadOnlyList<ForkCost> Compare(int mebibytes, bool hugePages = false, int repetitions = 5)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(mebibytes);
        ArgumentOutOfRangeException.ThrowIfLessThan(repetitions, 1);
        using var block = mebibytes > 0 ? MemoryBlock.Create(mebibytes * Mebibyte, hugePages) : null;
        block?.Fill(1);
        var huge = (block?.UseIn().HugePageBytes ?? 0) / Mebibyte;
        var resident = ProcessStat.Of(Environment.ProcessId).ResidentBytes / Mebibyte;
        (string Call, Func<Action<ChildProgram>, ChildOptions?, ChildProcess> Start)[] calls = [("fork", Fork.Start), ("vfork", Vfork.Start)];
        var times = calls.Select(_ => new List<(TimeSpan Returned, TimeSpan Reaped)>()).ToList();
        for (var turn = 0; turn < repetitions; turn++)
        {
            foreach (var (list, call) in times.Zip(calls))
            {
                using var child = call.Start(c => c.Exit(0), null);
                child.Wait();
                list.Add((child.ForkDuration, child.Trace.Processes[0].Ended!.Value - child.Trace.ForkCalled));
            }
        }

        return
        [
            .. times.Zip(calls, (list, call) => new ForkCost(
                call.Call,
                mebibytes,
                huge,
                resident,
                Median.Of(list.Select(time => time.Returned)),
                Median.Of(list.Select(time => time.Reaped)),
                list.Min(time => time.Reaped),
                list.Max(time => time.Reaped),
                repetitions)),
        ];
    }

    /// <summary>The sizes up to which this machine can take the experiment: at most a quarter of the memory that is free now.</summary>
    /// <param name="mebibytes">The sizes wanted, in MiB.</param>
    public static IReadOnlyList<int> Affordable(params int[] mebibytes)
    {
        var free = HostInfo.AvailableMemory() / 4 / Mebibyte;
        return [.. mebibytes.Where(size => size <= free)];
    }
}
