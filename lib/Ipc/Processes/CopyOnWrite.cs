using Ipc.Children;
using Ipc.Pipes;
using Ipc.ProcFs;

namespace Ipc.Processes;

/// <summary>What a forked child cost in memory that wrote some of the pages that it had from its parent.</summary>
/// <param name="Pages">Pages that parent and child had in common after fork.</param>
/// <param name="Written">How many of them the child wrote.</param>
/// <param name="MinorFaults">Page faults of the child meanwhile; a few are the laboratory's own.</param>
/// <param name="PrivateBefore">Pages of the block that were the child's alone before: Private_Dirty.</param>
/// <param name="PrivateAfter">Pages of the block that were the child's alone after.</param>
/// <param name="StillShared">Pages of the block that the two still had in common after: Shared_Dirty.</param>
/// <param name="ParentChanged">Pages of the parent whose first byte was another one after.</param>
public sealed record CopyOnWrite(
    long Pages,
    [property: Column("written")] long Written,
    [property: Column("page faults")] long MinorFaults,
    [property: Column("own before")] long PrivateBefore,
    [property: Column("own after")] long PrivateAfter,
    [property: Column("shared after")] long StillShared,
    [property: Column("changed in parent")] long ParentChanged) : IObservation
{
    /// <summary>The pages of the block, one by one: of parent and child before the child's writes, and of both after.</summary>
    [Column(Hidden = true)]
    public IReadOnlyList<PageGrid> Grids { get; init; } = [];

    /// <summary>Pages that parent and child shared before the child's writes, and of which the child had a copy of its own after.</summary>
    public int Copied => Grids.Count == 0 ? 0 : Grids[1].RelationTo(Grids[0]).Zip(Grids[3].RelationTo(Grids[2]))
        .Count(page => page is (PageRelation.Shared, PageRelation.Own));


    private const byte ParentByte = 0x50, ChildByte = 0xc0;

    /// <summary>Forks a child with a block of written pages, has it write some of them, and looks at its /proc/PID before and after.</summary>
    /// <param name="pages">The pages of the block: 1 or more.</param>
    /// <param name="written">How many of them the child writes: 0 to <paramref name="pages"/>.</param>
    /// <seealso href="https://man7.org/linux/man-pages/man2/fork.2.html"/>
    public static CopyOnWrite Observe(int pages, int written)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pages, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(written);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(written, pages);
        var page = Environment.SystemPageSize;
        using var block = MemoryBlock.Create((long)pages * page);
        block.Fill(ParentByte);
        using var go = Pipe.Create();
        using var ready = Pipe.Create();
        using var child = Fork.Start(c =>
        {
            // The first turn touches what the steps themselves need, so that the second one's faults are the block's.
            foreach (var bytes in new[] { 0L, (long)written * page })
            {
                c.Fill(block, ChildByte, bytes);
                c.Write(ready.WriteEnd, ".");
                c.Read(go.ReadEnd, 1);
            }

            c.Exit(0);
        });
        ready.ReadEnd.Read(1);
        var (faultsBefore, before) = (ProcessStat.WaitFor(child.Pid, ProcessState.Sleeping).MinorFaults, block.UseIn(child.Pid));
        PageGrid[] grids = [PageGrid.Of(block, null, "parent, before"), PageGrid.Of(block, child.Pid, "child, before")];
        go.WriteEnd.Write(".");
        ready.ReadEnd.Read(1);
        var (faultsAfter, after) = (ProcessStat.WaitFor(child.Pid, ProcessState.Sleeping).MinorFaults, block.UseIn(child.Pid));
        grids = [.. grids, PageGrid.Of(block, null, "parent, after"), PageGrid.Of(block, child.Pid, "child, after")];
        var changed = Enumerable.Range(0, pages).Count(number => block[(long)number * page] != ParentByte);
        go.WriteEnd.Write(".");
        child.Wait();
        return new CopyOnWrite(
            pages,
            written,
            faultsAfter - faultsBefore,
            before.PrivateDirtyBytes / page,
            after.PrivateDirtyBytes / page,
            after.SharedDirtyBytes / page,
            changed)
        { Grids = grids };
    }
}
