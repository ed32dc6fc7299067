using Ipc.Children;
using Ipc.SharedMemory;

namespace Ipc.Measurement.Creation;

/// <summary>
/// The program of a measurement of process creation: a small parent makes one process after the other, by each way in turn, forwards and
/// backwards, and waits for each.
/// </summary>
internal static class CreationProgram
{
    private const int LeftOffset = MeasuredParent.FreeOffset, CountOffset = 72, TableOffset = 4096, PageTablesBytes = 4096, TimesOffset = TableOffset + PageTablesBytes;
    private const int SampleBytes = 2 * sizeof(long), SamplesPerTurn = 2, ThrownAway = 1;

    /// <summary>What one parent found out.</summary>
    /// <param name="Memory">What it had.</param>
    /// <param name="ChildPageTableBytes">VmPTE of a child that it forked.</param>
    /// <param name="Left">What wait said after all had been waited for: −1, for no child.</param>
    /// <param name="Times">By way: from the call to its return, and until the process had been waited for, in ns.</param>
    internal sealed record Found(ParentMemory Memory, long ChildPageTableBytes, long Left, IReadOnlyList<IReadOnlyList<(long Returned, long Reaped)>> Times);

    /// <summary>Measures one parent. Exceptions are those of <see cref="MeasuredParent.Run"/>.</summary>
    internal static Found Run(AskedMemory asked, CreationOptions options)
    {
        var turns = ThrownAway + Math.Max(1, options.Turns);
        var room = turns * SamplesPerTurn * SampleBytes;
        var (memory, found) = MeasuredParent.Run(
            asked,
            TimesOffset + ((long)CreationWay.All.Count * room),
            options.Deadline,
            (c, at, _) =>
            {
                ReadOwnStatus(c, at);
                c.Silently(() => Record(c, at, turns, room, options.TimeLimit));
                c.StoreAt(at + LeftOffset, c.Wait(-1).Pid);
            },
            memory => (Tables: PageTables(memory), Left: memory[LeftOffset], Times: Times(memory, room)));
        return new(memory, found.Tables, found.Left, found.Times);
    }

    private static void Record(ChildProgram c, Value at, int turns, int room, TimeSpan timeLimit)
    {
        var left = c.Number(turns);
        var limit = c.Number(0);
        var slot = c.Number(0);
        c.Assign(limit, c.Now() + (timeLimit.Ticks * TimeSpan.NanosecondsPerTick));
        c.Assign(slot, at + TimesOffset);
        List<(CreationWay Way, int Offset)> forwards = [.. CreationWay.All.Select((way, i) => (way, i * room))];
        List<(CreationWay Way, int Offset)> backwards = [.. forwards.AsEnumerable().Reverse()];
        c.While(() => left > 0, () =>
        {
            foreach (var order in new[] { forwards, backwards })
            {
                foreach (var (way, offset) in order)
                {
                    Sample(c, at, way, slot + offset);
                }

                c.Assign(slot, slot + SampleBytes);
            }

            c.Assign(left, left - 1);
            c.If(c.Now() > limit, () => c.If(left < turns - ThrownAway, () => c.Assign(left, 0)));
        });
        c.StoreAt(at + CountOffset, slot - at - TimesOffset);
    }

    private static void Sample(ChildProgram c, Value at, CreationWay way, Value slot)
    {
        var start = c.Now();
        var pid = way.Make(c);
        var returned = c.Now();
        var ended = c.Wait(pid);
        c.StoreAt(slot + sizeof(long), c.Now() - start);
        c.StoreAt(slot, returned - start);
        MeasuredParent.FailIf(c, at, pid < 1, 2);
        MeasuredParent.FailIf(c, at, ended.Status.IsNot(0), 2);
    }

    /// <summary>A forked child writes down what /proc says of it: how many page tables were copied for it.</summary>
    private static void ReadOwnStatus(ChildProgram c, Value at) => c.Wait(c.Fork("reads its own status", () =>
    {
        c.ReadTo(c.Open("/proc/self/status", 0), at + TableOffset, PageTablesBytes - 1);
        c.Exit(0);
    }));

    private static long PageTables(MappedMemory memory)
    {
        var text = string.Concat(Enumerable.Range(0, PageTablesBytes / sizeof(long))
            .SelectMany(i => BitConverter.GetBytes(memory[TableOffset + ((long)i * sizeof(long))])).TakeWhile(one => one != 0).Select(one => (char)one));
        return ProcFs.ProcessStatus.Parse(text).PageTableBytes ?? 0;
    }

    private static IReadOnlyList<IReadOnlyList<(long Returned, long Reaped)>> Times(MappedMemory memory, int room) =>
    [
        .. CreationWay.All.Select((_, way) => Enumerable.Range(0, (int)memory[CountOffset] / SampleBytes)
            .Skip(ThrownAway * SamplesPerTurn)
            .Select(i => (long)TimesOffset + ((long)way * room) + ((long)i * SampleBytes))
            .Select(place => (memory[place], memory[place + sizeof(long)]))
            .ToList()),
    ];
}
