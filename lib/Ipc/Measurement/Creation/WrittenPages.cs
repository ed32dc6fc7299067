using Ipc.Children;
using Ipc.MemoryMaps;
using Ipc.Native;
using Ipc.SharedMemory;

namespace Ipc.Measurement.Creation;

/// <summary>With how many page faults, and how fast, a forked child wrote to pages that it had in common with its parent.</summary>
/// <param name="HugePages">Whether the parent had asked for transparent huge pages.</param>
/// <param name="HugeMebibytes">How much of the parent's memory was in huge pages before the fork.</param>
/// <param name="Written">How many pages of ordinary size the child wrote to, one byte in each.</param>
/// <param name="Faults">The child's page faults meanwhile (ru_minflt of getrusage(2)): the median of several children.</param>
/// <param name="Children">How many children did so.</param>
/// <param name="P50">The time for one page: the median.</param>
/// <param name="Max">The longest of the children's averages.</param>
/// <seealso href="https://man7.org/linux/man-pages/man2/getrusage.2.html"/>
public sealed record WrittenPages(
    [property: Column("huge pages")] bool HugePages,
    [property: Column("huge", Unit = "MiB")] double HugeMebibytes,
    [property: Column("written", Unit = "pages")] int Written,
    [property: Column("page faults")] long Faults,
    int Children,
    [property: Column("for one page, p50", Unit = "µs")] double P50,
    [property: Column("max", Unit = "µs")] double Max) : IObservation
{
    private const int Mebibytes = 8, UsageBytes = 256, ChildBytes = 1024, TimeOffset = 2 * UsageBytes, FirstOffset = 4096;
    private const double Mebibyte = 1 << 20;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    /// <summary>Why there is nothing measured; <c>null</c> where there is.</summary>
    [Column("not measured because")]
    public string? NotMeasured { get; init; }

    /// <summary>Has children of one parent write to more and more of the 8 MiB that it has written before.</summary>
    /// <param name="children">How many children write to each number of pages: 1 or more.</param>
    /// <returns>A row for each number of pages, without huge pages and then with them.</returns>
    /// <exception cref="MeasurementException">A child failed.</exception>
    /// <exception cref="PosixException">This machine does not let the children be made.</exception>
    public static IReadOnlyList<WrittenPages> ObserveAll(int children = 5)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(children, 1);
        return [.. Observe(hugePages: false, children), .. Observe(hugePages: true, children)];
    }

    private static IEnumerable<WrittenPages> Observe(bool hugePages, int children)
    {
        var asked = new AskedMemory(Mebibytes, hugePages);
        var pages = (int)(asked.Bytes / Environment.SystemPageSize);
        int[] counts = [.. new[] { 1, 16, 256 }.Where(count => count < pages), pages];
        if (hugePages && MemoryMaps.HugePages.WhyNoTransparent() is { } reason)
        {
            return [new(true, 0, 0, 0, 0, double.NaN, double.NaN) { NotMeasured = reason }];
        }

        var order = Enumerable.Range(0, children).SelectMany(turn => turn % 2 == 0 ? counts : counts.Reverse()).ToList();
        var (memory, found) = MeasuredParent.Run(
            asked,
            FirstOffset + ((long)ChildBytes * order.Count),
            Deadline,
            (c, at, block) => c.Silently(() => Record(c, at, block, counts, children)),
            memory => order.Select((written, i) => (written, At: FirstOffset + ((long)ChildBytes * i))).Select(one => (one.written, Faults: FaultsOf(memory, one.At), Nanoseconds: (double)memory[one.At + TimeOffset])).ToList());
        return
        [
            .. found.GroupBy(one => one.written).OrderBy(same => same.Key).Select(same =>
            {
                var times = Distribution.Of(same.Select(one => one.Nanoseconds / one.written));
                return new WrittenPages(hugePages, memory.HugePageBytes / Mebibyte, same.Key, same.Select(one => one.Faults).Order().ElementAt((children - 1) / 2), children, times.At(50), times.Max);
            }),
        ];
    }

    private static void Record(ChildProgram c, Value at, Value block, int[] counts, int children)
    {
        var slot = c.Number(0);
        c.Assign(slot, at + FirstOffset);

        // Not a page of the block: the first turn touches what the steps themselves need, so that the second one's faults are the block's.
        var scratch = c.Map(Environment.SystemPageSize, MapProtection.Read | MapProtection.Write, MapFlags.Private | MapFlags.Anonymous | MapFlags.Populate);
        var forwards = c.Number(1);
        c.Repeat(children, () =>
        {
            c.If(
                forwards.Is(1),
                () => All(counts),
                () => All([.. counts.Reverse()]));
            c.Assign(forwards, -forwards + 1);
        });

        void All(IReadOnlyList<int> order)
        {
            foreach (var written in order)
            {
                One(written);
            }
        }

        void One(int written)
        {
            var child = c.Fork("writes", () =>
            {
                var left = c.Number(1);
                var to = c.Number(0);
                var begin = c.Number(0);
                var turns = c.Number(2);
                c.Assign(to, scratch);
                c.Compiled(() => c.While(() => turns > 0, () =>
                {
                    c.GetUsage(slot);
                    c.Assign(begin, c.Now());
                    c.While(() => left > 0, () =>
                    {
                        c.StoreAt(to, 2);
                        c.Assign(to, to + Environment.SystemPageSize);
                        c.Assign(left, left - 1);
                    });
                    c.StoreAt(slot + TimeOffset, c.Now() - begin);
                    c.GetUsage(slot + UsageBytes);
                    c.Assign(left, written);
                    c.Assign(to, block);
                    c.Assign(turns, turns - 1);
                }));
                c.Exit(0);
            });
            var ended = c.Wait(child);
            MeasuredParent.FailIf(c, at, ended.Status.IsNot(0), 2);
            c.Assign(slot, slot + ChildBytes);
        }
    }

    private static long FaultsOf(MappedMemory memory, long at) =>
        (Resource.Usage.At(offset => memory[at + UsageBytes + offset]) - Resource.Usage.At(offset => memory[at + offset])).Faults;
}
