using Ipc.MemoryMaps;
using Ipc.Native;
using Ipc.Processes;

namespace Ipc.Measurement.Creation;

/// <summary>Measures what a new process costs, by the call that makes it and by the memory of its parent.</summary>
/// <remarks>
/// The parent of all but Process.Start is a small process: a child of this one that has given up nearly all that it had from it, so that with
/// nothing added it is about as large as a program of C. The record says how large. What a child of the laboratory does on its own account
/// when it begins, four system calls, is in the times.
/// </remarks>
public static class CreationBenchmark
{
    /// <summary>The sizes at which transparent huge pages are tried: fewer pages than this do not come together to one for certain.</summary>
    private const int LeastHugePages = 4;

    /// <summary>From so many MiB on the time to write to them tells how long more would take.</summary>
    private const int LeastToTell = 10;

    /// <summary>Measures all calls, for each size without huge pages and with them.</summary>
    /// <param name="options">How much; <c>null</c> for the full length.</param>
    /// <param name="progress">Told of each parent before it is measured, and of the end.</param>
    /// <param name="cancelled">Ends it between two parents.</param>
    /// <returns>A row for each call, size and kind of page; where the machine does not allow it, the reason.</returns>
    /// <exception cref="MeasurementException">A process was left unwaited for.</exception>
    /// <exception cref="Children.ChildDeadlineException">It hung; the exception brings the report.</exception>
    public static IReadOnlyList<CreationCost> Measure(CreationOptions? options = null, IProgress<WorkProgress>? progress = null, CancellationToken cancelled = default)
    {
        var how = options ?? CreationOptions.Full;
        List<(AskedMemory Asked, List<CreationProgram.Found> Found, List<(ParentMemory Memory, IReadOnlyList<(long, long)> Times)> Managed)> cases =
            [.. how.Mebibytes.SelectMany(size => size == 0 ? [new AskedMemory(0)] : new[] { new AskedMemory(size), new AskedMemory(size, HugePages: true) }).Select(asked => (asked, new List<CreationProgram.Found>(), new List<(ParentMemory, IReadOnlyList<(long, long)>)>()))];
        var reasons = cases.Select(one => WhyNot(one.Asked)).ToList();
        var (done, total) = (0, cases.Count * Math.Max(1, how.Parents));
        for (var round = 0; round < Math.Max(1, how.Parents); round++)
        {
            var order = Enumerable.Range(0, cases.Count);
            foreach (var i in round % 2 == 0 ? order : order.Reverse())
            {
                cancelled.ThrowIfCancellationRequested();
                progress?.Report(new WorkProgress(done++, total, $"{cases[i].Asked.Mebibytes} MiB{(cases[i].Asked.HugePages ? ", huge pages" : "")}"));
                reasons[i] ??= WhyTooSlow(cases[i].Asked, how, cases.Where(other => other.Asked.HugePages == cases[i].Asked.HugePages).SelectMany(other => other.Found.Select(found => (other.Asked, found.Memory.Filled)))) ?? MeasureOne(cases[i].Asked, how, cases[i].Found, cases[i].Managed);
            }
        }

        progress?.Report(new WorkProgress(total, total, ""));
        return [.. cases.Zip(reasons, (one, reason) => Rows(one.Asked, one.Found, one.Managed, reason)).SelectMany(rows => rows)];
    }

    /// <summary>Measures one parent of each kind.</summary>
    /// <returns>Why it could not be; <c>null</c> where it was.</returns>
    private static string? MeasureOne(AskedMemory asked, CreationOptions how, List<CreationProgram.Found> found, List<(ParentMemory, IReadOnlyList<(long, long)>)> managed)
    {
        try
        {
            var one = CreationProgram.Run(asked, how);
            if (one.Left != -1)
            {
                throw new MeasurementException("a process was left that nobody has waited for");
            }

            if (asked.HugePages && one.Memory.HugePageBytes == 0)
            {
                return "memory had no free stretch of a huge page's size";
            }

            found.Add(one);
            managed.Add(ManagedStart.Run(asked, how));
            return null;
        }
        catch (PosixException e)
        {
            return e.Message;
        }
    }

    private static string? WhyNot(AskedMemory asked)
    {
        if (ForkCost.Affordable(asked.Mebibytes).Count == 0)
        {
            return $"it takes four times {asked.Mebibytes} MiB of free memory, so that nothing else suffers";
        }

        return !asked.HugePages ? null
            : HugePages.WhyNoTransparent() is { } reason ? reason
            : asked.Bytes < LeastHugePages * HugePages.TransparentBytes ? $"that is less than {LeastHugePages} huge pages of {HugePages.TransparentBytes >> 20} MiB"
            : null;
    }

    /// <summary>Why a size would take too long, as far as those that were measured tell.</summary>
    private static string? WhyTooSlow(AskedMemory asked, CreationOptions how, IEnumerable<(AskedMemory Asked, TimeSpan Filled)> measured)
    {
        var time = measured.Where(one => one.Asked.Mebibytes >= LeastToTell).OrderBy(one => one.Asked.Mebibytes).Select(one => one.Filled * ((double)asked.Mebibytes / one.Asked.Mebibytes)).LastOrDefault();
        return time > how.FillLimit ? $"to write to all its pages once would take about {time.TotalSeconds:F0} s here now" : null;
    }

    private static IEnumerable<CreationCost> Rows(AskedMemory asked, List<CreationProgram.Found> found, List<(ParentMemory Memory, IReadOnlyList<(long, long)> Times)> managed, string? reason)
    {
        if (reason is not null)
        {
            return [.. CreationWay.All.Select(way => CreationCost.Without(way.Call, way.Does, asked, reason)), CreationCost.Without(ManagedStart.Call, NewProcess.Execs, asked, reason)];
        }

        return
        [
            .. CreationWay.All.Select((way, i) => CreationCost.Of(way.Call, way.Does, asked, found[0].Memory, found[0].ChildPageTableBytes, [.. found.SelectMany(one => one.Times[i])])),
            CreationCost.Of(ManagedStart.Call, NewProcess.Execs, asked, managed[0].Memory, null, [.. managed.SelectMany(one => one.Times)]),
        ];
    }
}
