using Ipc.Children;
using Ipc.Native;
using Ipc.SharedMemory;

namespace Ipc.Measurement;

/// <summary>Children that measure the machine itself, by the same clock and the same loop as the mechanisms.</summary>
internal static class LimitProgram
{
    private const int Samples = 2000, Runs = 5, CallsPerSample = 16, CopyAlign = 4096;

    /// <summary>The smallest step of the clock, and the time of two readings, in ns.</summary>
    internal static (double Step, double Cost) Clock()
    {
        var times = Times((_, _) => { }, Samples);
        return (times.Where(time => time > 0).DefaultIfEmpty(0).Min(), Bootstrap.Median(times));
    }

    /// <summary>
    /// What a sample costs beside what it times, in ns: the loop of all measurements, run with nothing to time. And how many page faults
    /// it had in all: memory that is allocated is not there before its first fault.
    /// </summary>
    internal static (double Cost, long Faults) Sample()
    {
        using var results = PosixSharedMemory.Create(SampleLoop.RoomFor(Samples));
        using var memory = results.Map();
        var cpu = Sched.CpusOf(Environment.ProcessId)[0];
        var loop = new SampleLoop(Samples, warmUp: Samples, TimeSpan.FromSeconds(1));
        var costs = new List<double>();
        var faults = 0L;
        for (var run = 0; run < Runs; run++)
        {
            using var child = Fork.Start(c =>
            {
                c.PinTo(cpu);
                loop.Record(c, c.Map(results.Bytes, MapProtection.Read | MapProtection.Write, MapFlags.Shared | MapFlags.Populate, c.OpenShared(results.Name)), () => { });
                c.Exit(0);
            });
            child.Wait();
            costs.Add((double)SampleLoop.Whole(memory) / SampleLoop.Times(memory).Count);
            faults += SampleLoop.Used(memory, isFirst: true).Faults;
        }

        return (Bootstrap.Median(costs), faults);
    }

    /// <summary>One call of getppid, in ns, without the time of the clock.</summary>
    internal static double NullCall()
    {
        var empty = Bootstrap.Median(Times((_, _) => { }, Samples));
        var calls = Times(
            (c, _) =>
            {
                for (var i = 0; i < CallsPerSample; i++)
                {
                    c.GetParentPid();
                }
            },
            Samples);
        return (Bootstrap.Median(calls) - empty) / CallsPerSample;
    }

    /// <summary>One copy of a block.</summary>
    internal static MemoryCopy Copy(int bytes)
    {
        // A short copy is repeated within a sample, so that the clock counts for little.
        var times = Math.Clamp((16 * 1024) / bytes, 1, 32);
        var room = (bytes + CopyAlign - 1) / CopyAlign * CopyAlign;
        var measured = Times(
            (c, memory) =>
            {
                for (var i = 0; i < times; i++)
                {
                    c.CopyAt(memory + room, memory, bytes);
                }
            },
            Math.Clamp((64 << 20) / bytes, 50, 500),
            c => c.Map(2 * room, MapProtection.Read | MapProtection.Write, MapFlags.Private | MapFlags.Anonymous | MapFlags.Populate));
        return new(bytes, (double)bytes * times / (1 << 20) / (Bootstrap.Median(measured) / 1e9));
    }

    /// <summary>Half a round trip of a word between two CPUs that both spin, in ns.</summary>
    internal static double CacheLine()
    {
        const int Rounds = 20;
        using var word = SharedWord.Create();
        var cpus = Sched.CpusOf(Environment.ProcessId);
        var times = Times(
            (c, number) => c.Repeat(Rounds, () =>
            {
                c.Store(word, number! + 1);
                c.Assign(number!, number! + 2);
                c.SpinUntil(word, number!);
            }),
            Samples,
            c =>
            {
                c.Fork("other", () =>
                {
                    c.PinTo(cpus[1]);
                    var seen = c.Number(1);
                    c.Compiled(() => c.Repeat((long)Rounds * Samples, () =>
                    {
                        c.SpinUntil(word, seen);
                        c.Store(word, seen + 1);
                        c.Assign(seen, seen + 2);
                    }));
                    c.Exit(0);
                });
                return c.Number(0);
            });
        return Bootstrap.Median(times) / Rounds / 2;
    }

    /// <summary>Times what is recorded, again and again, on the first CPU.</summary>
    /// <param name="body">Records what is timed; it is given what was prepared.</param>
    /// <param name="samples">How often.</param>
    /// <param name="prepare">Records what comes before.</param>
    private static double[] Times(Action<ChildProgram, Value> body, int samples, Func<ChildProgram, Value>? prepare = null)
    {
        using var results = PosixSharedMemory.Create((long)sizeof(long) * samples);
        using var memory = results.Map();
        var cpu = Sched.CpusOf(Environment.ProcessId)[0];
        using var child = Fork.Start(c =>
        {
            c.PinTo(cpu);
            var at = c.Number(0);
            c.Assign(at, c.Map(results.Bytes, MapProtection.Read | MapProtection.Write, MapFlags.Shared | MapFlags.Populate, c.OpenShared(results.Name)));
            var prepared = prepare?.Invoke(c) ?? c.Number(0);
            c.Compiled(() => c.Repeat(samples, () =>
            {
                var start = c.Now();
                body(c, prepared);
                c.StoreAt(at, c.Now() - start);
                c.Assign(at, at + sizeof(long));
            }));
            c.Exit(0);
        });
        child.Wait();
        return [.. Enumerable.Range(0, samples).Select(i => (double)memory[(long)sizeof(long) * i])];
    }
}
