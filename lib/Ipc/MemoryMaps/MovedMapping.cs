using Ipc.Children;
using Ipc.ProcFs;

namespace Ipc.MemoryMaps;

/// <summary>What it took to have the contents of a mapping at another address.</summary>
/// <param name="Way">The call.</param>
/// <param name="Pages">Its pages.</param>
/// <param name="Faults">Minor faults during the call.</param>
/// <param name="SameFrames">Pages whose frame at the new address is the one that they had at the old; <c>null</c> for a user whom the kernel does not tell.</param>
/// <param name="OldAddress">What became of the old address.</param>
/// <param name="Intact">Whether the words were there at the new address.</param>
/// <seealso href="https://man7.org/linux/man-pages/man2/mremap.2.html"/>
public sealed record MovedMapping(
    string Way,
    int Pages,
    [property: Column("faults in the call")] long Faults,
    [property: Column("pages in the same frame")] int? SameFrames,
    [property: Column("old address")] string OldAddress,
    [property: Column("words intact")] bool Intact) : IObservation
{
    private const byte Filled = 0x5a;

    /// <summary>Moves a mapping by mremap, and copies one by memmove.</summary>
    /// <param name="pages">How many pages: 1 or more.</param>
    public static IReadOnlyList<MovedMapping> ObserveAll(int pages = 256)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pages, 1);
        return
        [
            Observe("mremap", pages, (c, from, to, bytes) => c.Remap(from, bytes, bytes, to)),
            Observe("memmove", pages, (c, from, to, bytes) => c.CopyAt(to, from, bytes)),
        ];
    }

    private static MovedMapping Observe(string way, int pages, Action<ChildProgram, Value, Value, long> move)
    {
        var bytes = (long)pages * Environment.SystemPageSize;
        using var looking = new Checkpoint();
        Value? source = null, target = null, first = null, last = null;
        using var child = Fork.Start(c =>
        {
            Value Map()
            {
                var memory = c.Map(bytes, MapProtection.Read | MapProtection.Write, MapFlags.Private | MapFlags.Anonymous);
                c.AdviseNoHugePages(memory, bytes);
                return memory;
            }

            source = Map();
            target = Map();
            c.FillAt(source, Filled, bytes);

            // Once for nothing, so that what the steps themselves need is there.
            looking.Stop(c);
            looking.Stop(c);
            move(c, source, target, bytes);
            looking.Stop(c);
            first = c.LoadAt(target);
            last = c.LoadAt(target + (bytes - sizeof(long)));
            c.Exit(0);
        });
        ulong Address(Value value) => (ulong)child.StepsOf(value)[0].Result;
        (long Faults, PageGrid Pages, bool IsSourceMapped) Look(Value place) => looking.Look(child, () => (
            ProcessStat.WaitFor(child.Pid, ProcessState.Sleeping).MinorFaults,
            PageGrid.Of(child.Pid, Address(place), pages, way),
            MemoryUse.At(child.Pid, Address(source!)) is not null));
        Look(source!);
        var (before, after) = (Look(source!), Look(target!));
        child.Wait();
        const long Word = 0x5a5a_5a5a_5a5a_5a5a;
        return new(
            way,
            pages,
            after.Faults - before.Faults,
            before.Pages.KnowsFrames ? before.Pages.Pages.Zip(after.Pages.Pages).Count(pair => pair.First.Frame is { } frame && pair.Second.Frame == frame) : null,
            after.IsSourceMapped ? "still mapped" : "not mapped any more",
            child.StepsOf(first!)[0].Result == Word && child.StepsOf(last!)[0].Result == Word);
    }
}
