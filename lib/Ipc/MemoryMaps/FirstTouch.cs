using Ipc.Children;
using Ipc.ProcFs;

namespace Ipc.MemoryMaps;

/// <summary>How many page faults it cost to write to mapped memory for the first time.</summary>
/// <param name="Mapping">How it was mapped.</param>
/// <param name="Pages">Its pages of ordinary size.</param>
/// <param name="FaultsAtMap">Minor faults during mmap itself.</param>
/// <param name="FaultsAtWrite">Minor faults while every page was written to.</param>
/// <param name="FaultsAtSecondWrite">Minor faults while every page was written to once more.</param>
public sealed record FirstTouch(
    string Mapping,
    int Pages,
    [property: Column("faults in mmap")] long FaultsAtMap,
    [property: Column("faults at the first write", IsCount = true)] long FaultsAtWrite,
    [property: Column("at the second")] long FaultsAtSecondWrite) : IObservation
{
    /// <summary>Maps anonymous memory and writes to all of it twice.</summary>
    /// <param name="pages">How many pages: 1 or more.</param>
    /// <param name="populate">With MAP_POPULATE.</param>
    /// <seealso href="https://man7.org/linux/man-pages/man2/mmap.2.html"/>
    public static FirstTouch Observe(int pages, bool populate)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pages, 1);
        var bytes = (long)pages * Environment.SystemPageSize;
        using var looking = new Checkpoint();
        using var child = Fork.Start(c =>
        {
            // Once for nothing, so that what the steps themselves need is there.
            looking.Stop(c);
            looking.Stop(c);
            var memory = c.Map(bytes, MapProtection.Read | MapProtection.Write, MapFlags.Private | MapFlags.Anonymous | (populate ? MapFlags.Populate : 0));
            c.AdviseNoHugePages(memory, bytes);
            looking.Stop(c);
            c.FillAt(memory, 1, bytes);
            looking.Stop(c);
            c.FillAt(memory, 2, bytes);
            looking.Stop(c);
            c.Exit(0);
        });
        long Faults() => looking.Look(child, () => ProcessStat.WaitFor(child.Pid, ProcessState.Sleeping).MinorFaults);
        Faults();
        long[] seen = [Faults(), Faults(), Faults(), Faults()];
        child.Wait();
        return new FirstTouch(populate ? "with MAP_POPULATE" : "without", pages, seen[1] - seen[0], seen[2] - seen[1], seen[3] - seen[2]);
    }
}
