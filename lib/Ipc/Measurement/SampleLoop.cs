using Ipc.Children;
using Ipc.Native;
using Ipc.SharedMemory;

namespace Ipc.Measurement;

/// <summary>
/// What the process with the clock repeats: a reading of the clock, what is timed, another reading, and the difference into shared memory.
/// Nothing is allocated. A first phase of the same kind warms up, and does not count.
/// </summary>
/// <param name="samples">How many samples count at most.</param>
/// <param name="warmUp">How many come before them.</param>
/// <param name="timeLimit">After so long no further sample begins.</param>
/// <param name="interval">So many ns lie between the intended starts of two samples: each waits for its own, and a second time is counted from there. <c>null</c> for none: each begins when the one before is over.</param>
internal sealed class SampleLoop(int samples, int warmUp, TimeSpan timeLimit, long? interval = null)
{
    /// <summary>Where the number of the phase that is over stands; the bytes before it are free.</summary>
    internal const int PhaseOffset = 64;

    private const int EndOffset = 128, WholeOffset = 192, UsageOffset = 1024, UsageBytes = 256, TimesOffset = 8192;

    /// <summary>How many phases there are; the last one counts.</summary>
    internal int Phases => warmUp > 0 ? 2 : 1;

    /// <summary>How much memory so many samples take, with one more that does not count; with intended starts there are two times for each.</summary>
    internal static long RoomFor(int samples, bool hasIntended = false) => TimesOffset + ((hasIntended ? 2 : 1) * RoomForTimes(samples));

    /// <summary>The times of the last phase, in ns.</summary>
    internal static IReadOnlyList<long> Times(MappedMemory memory) => [.. Enumerable.Range(0, (int)(memory[EndOffset] - TimesOffset) / sizeof(long)).Select(i => memory[TimesOffset + ((long)sizeof(long) * i)])];

    /// <summary>The times of the last phase from the intended starts, in ns: as many as there are <see cref="Times"/>. None without an interval.</summary>
    internal IReadOnlyList<long> FromIntended(MappedMemory memory) => interval is null ? [] : [.. Enumerable.Range(0, Times(memory).Count).Select(i => memory[TimesOffset + ToIntended + ((long)sizeof(long) * i)])];

    /// <summary>How long the whole last phase took, in ns: the times, and what lies between them.</summary>
    internal static long Whole(MappedMemory memory) => memory[WholeOffset];

    /// <summary>What one of the two processes used in the last phase.</summary>
    internal static Resource.Usage Used(MappedMemory memory, bool isFirst) =>
        Resource.Usage.At(offset => memory[UsagePlace(isFirst, isEnd: true) + offset]) - Resource.Usage.At(offset => memory[UsagePlace(isFirst, isEnd: false) + offset]);

    /// <summary>Where a process leaves what it has used.</summary>
    internal static int UsagePlace(bool isFirst, bool isEnd) => UsageOffset + (((isFirst ? 0 : 2) + (isEnd ? 1 : 0)) * UsageBytes);

    /// <summary>Records the loop.</summary>
    /// <param name="c">The program of the process with the clock.</param>
    /// <param name="memory">Where it has mapped the shared memory.</param>
    /// <param name="body">Records what is timed.</param>
    internal void Record(ChildProgram c, Value memory, Action body)
    {
        var at = c.Number(0);
        var limit = c.Number(0);
        var begin = c.Number(0);
        var intended = c.Number(0);
        var left = c.Number((warmUp > 0 ? warmUp : samples) + 1);
        var phase = c.Number(1);
        c.Compiled(() => c.Repeat(Phases, () =>
        {
            c.Assign(at, memory + TimesOffset);
            c.GetUsage(memory + UsagePlace(isFirst: true, isEnd: false));
            c.Assign(begin, c.Now());
            c.Assign(intended, begin);
            c.Assign(limit, begin + (timeLimit.Ticks * TimeSpan.NanosecondsPerTick));
            c.While(() => left > 0, () =>
            {
                if (interval is not null)
                {
                    c.While(() => c.Now() < intended, () => { });
                }

                // The last turn does not count: it tells the other that the phase is over.
                c.If(left.Is(1), () =>
                {
                    c.StoreAt(memory + WholeOffset, c.Now() - begin);
                    c.GetUsage(memory + UsagePlace(isFirst: true, isEnd: true));
                    c.StoreAt(memory + EndOffset, at - memory);
                    c.StoreRelease(memory + PhaseOffset, phase);
                });
                var start = c.Now();
                body();
                var now = c.Now();
                c.StoreAt(at, now - start);
                if (interval is { } between)
                {
                    c.StoreAt(at + ToIntended, now - intended);
                    c.Assign(intended, intended + between);
                }

                c.Assign(at, at + sizeof(long));
                c.Assign(left, left - 1);
                c.If(now > limit, () => c.If(left > 1, () => c.Assign(left, 1)));
            });
            c.Assign(phase, phase + 1);
            c.Assign(left, samples + 1);
        }));
    }

    /// <summary>From a time to the one of the same sample that is counted from its intended start.</summary>
    private long ToIntended => RoomForTimes(Math.Max(samples, warmUp));

    private static long RoomForTimes(int samples) => sizeof(long) * (1L + samples);
}
