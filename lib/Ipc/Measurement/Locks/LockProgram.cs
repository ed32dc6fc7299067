using Ipc.Children;
using Ipc.Native;
using Ipc.SharedMemory;
using Ipc.Tracing;

namespace Ipc.Measurement.Locks;

/// <summary>The programs that measure a lock between processes: recorded children, in which nothing else runs.</summary>
internal static class LockProgram
{
    private const int CacheLine = 64, FailureOffset = 0, GateOffset = CacheLine, CounterOffset = 2 * CacheLine, LimitOffset = 3 * CacheLine, EndOffset = 4 * CacheLine, TakenOffset = 5 * CacheLine, CountedPairs = 100;

    /// <summary>Times a lock that nobody else wants: <see cref="LockBenchmark.PairsPerSample"/> pairs of calls at a time, on one CPU.</summary>
    internal static IReadOnlyList<long> Uncontended(ProcessLock one, LockOptions options)
    {
        using var results = PosixSharedMemory.Create(SampleLoop.RoomFor(options.Samples));
        using var memory = results.Map();
        var cpu = Sched.CpusOf(Environment.ProcessId)[0];
        var loop = new SampleLoop(options.Samples, warmUp: Math.Min(options.Samples, 50), TimeSpan.FromSeconds(1));
        using var child = Fork.Start(
            c =>
            {
                c.PinTo(cpu);
                var at = c.Map(results.Bytes, MapProtection.Read | MapProtection.Write, MapFlags.Shared | MapFlags.Populate, c.OpenShared(results.Name));
                var pair = one.Prepare(c);
                c.If(pair.Take().IsNot(0), () => c.Exit(1));
                c.If(pair.GiveBack().IsNot(0), () => c.Exit(1));
                loop.Record(c, at, () => c.Repeat(LockBenchmark.PairsPerSample, () =>
                {
                    pair.Take();
                    pair.GiveBack();
                }));
                c.Exit(0);
            },
            new ChildOptions { Deadline = options.Deadline });
        return child.Wait() is ExitStatus.Exited { Code: 0 } ? SampleLoop.Times(memory) : throw new MeasurementException("the lock could not be taken, or not be given back");
    }

    /// <summary>How many system calls it takes to take a lock that nobody else wants, and to give it back; <c>null</c> where nobody may trace.</summary>
    internal static double? SystemCalls(ProcessLock one)
    {
        try
        {
            return (Count(CountedPairs) - Count(0)) / (double)CountedPairs;
        }
        catch (PosixException)
        {
            return null;
        }

        int Count(int pairs) => SystemCallTracer.Trace(c =>
        {
            var pair = one.Prepare(c);
            c.Silently(() => c.Repeat(pairs, () =>
            {
                pair.Take();
                pair.GiveBack();
            }));
            c.Exit(0);
        }).Calls.Count;
    }

    /// <summary>
    /// Has processes take a lock, count, and give it back, again and again until the time is over; they are spread over the CPUs one after the
    /// other. What is counted is no atomic word: two who have the lock at once would lose a count.
    /// </summary>
    /// <returns>How often each had the lock, and how long it took until the last had ended.</returns>
    /// <exception cref="MeasurementException">The lock did not keep them apart, or a call failed.</exception>
    /// <exception cref="ChildDeadlineException">It hung; the exception brings the report.</exception>
    internal static (IReadOnlyList<long> Taken, TimeSpan Time) Contest(ProcessLock one, int parties, LockOptions options)
    {
        using var results = PosixSharedMemory.Create(TakenOffset + ((long)CacheLine * parties));
        using var memory = results.Map();
        using var ready = SharedWord.Create();
        var cpus = Sched.CpusOf(Environment.ProcessId);
        using var child = Fork.Start(
            c =>
            {
                var at = c.Map(results.Bytes, MapProtection.Read | MapProtection.Write, MapFlags.Shared | MapFlags.Populate, c.OpenShared(results.Name));
                c.Silently(() =>
                {
                    var slot = c.Number(0);
                    var cpu = c.Number(0);
                    c.Assign(slot, at + TakenOffset);
                    c.Repeat(parties, () =>
                    {
                        c.Fork("party", () =>
                        {
                            foreach (var (number, i) in cpus.Take(parties).Select((number, i) => (number, i)))
                            {
                                c.If(cpu.Is(i), () => c.PinTo(number));
                            }

                            Take(c, one, at, slot, ready);
                        });
                        c.Assign(slot, slot + CacheLine);
                        c.Assign(cpu, cpu + 1);
                        c.If(cpu.Is(cpus.Count), () => c.Assign(cpu, 0));
                    });
                    c.SpinUntil(ready, parties);
                    var begin = c.Now();
                    c.StoreAt(at + LimitOffset, begin + (options.Duration.Ticks * TimeSpan.NanosecondsPerTick));
                    c.ExchangeAt(at + GateOffset, 1);
                    c.FutexWakeAt(at + GateOffset, parties);
                    c.Repeat(parties, () => c.Wait(-1));
                    c.StoreAt(at + EndOffset, c.Now() - begin);
                });
                c.Exit(0);
            },
            new ChildOptions { Deadline = options.Deadline });
        var status = child.Wait();
        List<long> taken = [.. Enumerable.Range(0, parties).Select(i => memory[TakenOffset + ((long)CacheLine * i)])];
        return memory[FailureOffset] != 0 ? throw new MeasurementException("the lock could not be taken, or not be given back")
            : status is not ExitStatus.Exited { Code: 0 } ? throw new MeasurementException($"the parent of the processes {status}")
            : memory[CounterOffset] != taken.Sum() ? throw new MeasurementException($"two processes had the lock at once: they took it {taken.Sum()} times and counted {memory[CounterOffset]}")
            : (taken, TimeSpan.FromTicks(memory[EndOffset] / TimeSpan.NanosecondsPerTick));
    }

    private static void Take(ChildProgram c, ProcessLock one, Value at, Value slot, SharedWord ready)
    {
        var pair = one.Prepare(c);
        var taken = c.Number(0);
        var limit = c.Number(0);
        c.Add(ready, 1);
        c.While(() => c.LoadAcquire(at + GateOffset).Is(0), () => c.FutexWaitAt(at + GateOffset, 0));
        c.Assign(limit, c.LoadAt(at + LimitOffset));
        var counter = at + CounterOffset;
        c.Compiled(() => c.While(() => c.Now() < limit, () =>
        {
            FailIf(c, at, pair.Take().IsNot(0));
            c.StoreAt(counter, c.LoadAt(counter) + 1);
            FailIf(c, at, pair.GiveBack().IsNot(0));
            c.Assign(taken, taken + 1);
        }));
        c.StoreAt(slot, taken);
        c.Exit(0);
    }

    /// <summary>Leaves a note, and ends all: the others might wait for ever.</summary>
    private static void FailIf(ChildProgram c, Value at, Condition failed) => c.If(failed, () =>
    {
        c.StoreAt(at + FailureOffset, 1);
        c.Kill(0, Signal.SIGKILL);
    });
}
