using Ipc.Children;
using Ipc.Measurement.Mechanisms;
using Ipc.Native;
using Ipc.SharedMemory;

namespace Ipc.Measurement;

/// <summary>
/// The program of a measurement: a process that has the clock, and one that answers. Both are recorded children, so that nothing else
/// runs in them: no garbage collector, no other thread. The times go into shared memory; nothing is allocated and nothing traced meanwhile.
/// </summary>
internal sealed class BenchmarkProgram
{
    private const int FailureOffset = 0, PhaseOffset = 64, EndOffset = 128, UsageOffset = 1024, TimesOffset = 8192, PageBytes = 4096;
    private const int WrongMessage = 1;
    private static readonly TimeSpan InjectedDelay = TimeSpan.FromMicroseconds(5);

    private readonly BenchmarkCase measured;
    private readonly BenchmarkOptions options;
    private readonly IReadOnlyList<int> cpus;
    private readonly Carrier carrier;
    private readonly PosixSharedMemory results;
    private readonly List<string> calls = [];
    private readonly int samples;
    private readonly int warmUp;
    private readonly int rounds;
    private readonly int burst;
    private readonly int phases;

    private BenchmarkProgram(BenchmarkCase measured, MeasuredMechanism mechanism, BenchmarkOptions options, IReadOnlyList<int> cpus, Carrier carrier, PosixSharedMemory results)
    {
        (this.measured, this.options, this.cpus, this.carrier, this.results) = (measured, options, cpus, carrier, results);
        (samples, warmUp, rounds, burst) = (SamplesOf(measured, options), WarmUpOf(measured, options), RoundsOf(measured, mechanism), BurstOf(measured));
        phases = warmUp > 0 ? 2 : 1; // the last one counts
    }

    /// <summary>Measures a case.</summary>
    /// <exception cref="MeasurementException">A message came wrong, or a call failed.</exception>
    /// <exception cref="ChildDeadlineException">It hung; the exception has the report.</exception>
    /// <exception cref="PosixException">The mechanism could not be made.</exception>
    internal static RawTimes Run(BenchmarkCase measured, MeasuredMechanism mechanism, BenchmarkOptions options, IReadOnlyList<int> cpus)
    {
        using var carrier = mechanism.Make(measured.Bytes);
        using var results = PosixSharedMemory.Create(TimesOffset + (sizeof(long) * (1L + Math.Max(SamplesOf(measured, options), WarmUpOf(measured, options)))));
        var program = new BenchmarkProgram(measured, mechanism, options, cpus, carrier, results);
        using var memory = results.Map();
        using var child = Fork.Start(program.Record, new ChildOptions { Deadline = options.Deadline, TraceCapacity = 256 });
        var status = child.Wait();
        if (memory[FailureOffset] is var failure and not 0)
        {
            throw new MeasurementException(measured, failure == WrongMessage ? "a message did not come as it was sent" : $"{program.calls[(int)failure - WrongMessage - 1]} did not do what it should");
        }

        if (status is not ExitStatus.Exited { Code: 0 })
        {
            throw new MeasurementException(measured, $"the process with the clock {status}; its last steps: {string.Join("; ", child.Trace.Steps.TakeLast(5).Select(step => step.ToString()))}");
        }

        return new(
            [.. Enumerable.Range(0, (int)(memory[EndOffset] - TimesOffset) / sizeof(long)).Select(i => memory[TimesOffset + ((long)sizeof(long) * i)])],
            program.rounds * program.burst,
            program.Used(memory, isFirst: true),
            program.Used(memory, isFirst: false));
    }

    private static int SamplesOf(BenchmarkCase one, BenchmarkOptions options) => one.Metric == Metric.Latency ? options.Samples : options.Batches;

    private static int WarmUpOf(BenchmarkCase one, BenchmarkOptions options) => one.Metric == Metric.Latency ? options.WarmUp : Math.Min(options.WarmUp, Math.Max(1, options.Batches / 10));

    /// <summary>A round trip between two that spin is too short to be timed alone.</summary>
    private static int RoundsOf(BenchmarkCase one, MeasuredMechanism mechanism) => one.Metric == Metric.Latency && mechanism.Spins ? 10 : 1;

    private static int BurstOf(BenchmarkCase one) => one.Metric == Metric.Latency ? 1 : Math.Clamp((1 << 20) / one.Bytes, 16, 1024);

    private void Record(ChildProgram c)
    {
        if (measured.Placement != Placement.Unpinned)
        {
            c.PinTo(cpus[0]);
        }

        var memory = c.Map(results.Bytes, MapProtection.Read | MapProtection.Write, MapFlags.Shared | MapFlags.Populate, c.OpenShared(results.Name));
        var acknowledged = c.Pipe();
        carrier.Prepare(c);
        var self = c.GetPid();
        var second = c.Fork("second", () =>
        {
            if (measured.Placement == Placement.TwoCpus)
            {
                c.PinTo(cpus[1]);
            }

            Answer(c, memory, Side(c, memory, isFirst: false, self), acknowledged.WriteEnd);
            c.Exit(0);
        });
        Measure(c, memory, Side(c, memory, isFirst: true, second), acknowledged.ReadEnd);
        var ended = c.Wait(second);
        c.If(ended.Status.IsNot(0), () => c.Exit(1));
        c.Exit(0);
    }

    private CarrierSide Side(ChildProgram c, Value memory, bool isFirst, Value peer)
    {
        // A page of its own for what stands before each message.
        var room = (measured.Bytes + PageBytes - 1) / PageBytes * PageBytes;
        var own = c.Map(2 * (PageBytes + room), MapProtection.Read | MapProtection.Write, MapFlags.Private | MapFlags.Anonymous | MapFlags.Populate);
        return new(isFirst, peer, own + PageBytes, own + ((2 * PageBytes) + room), measured.Bytes, (failed, call) => FailIf(c, memory, failed, CodeOf(call)));
    }

    private void Measure(ChildProgram c, Value memory, CarrierSide side, Value acknowledged)
    {
        var end = carrier.End(c, side);
        var (outgoing, incoming) = (new Message(c, side.Outgoing, measured.Bytes), new Message(c, side.Incoming, measured.Bytes));
        var number = c.Number(1);
        var at = c.Number(0);
        var limit = c.Number(0);
        var left = c.Number((warmUp > 0 ? warmUp : samples) + 1);
        var phase = c.Number(1);
        c.Silently(() => Times(c, phases, () =>
        {
            c.Assign(limit, c.Now() + (options.TimeLimit.Ticks * TimeSpan.NanosecondsPerTick));
            c.Assign(at, memory + TimesOffset);
            c.GetUsage(memory + UsagePlace(isFirst: true, isEnd: false));
            c.While(() => left > 0, () =>
            {
                // The last turn does not count: it tells the other that the phase is over.
                c.If(left.Is(1), () =>
                {
                    c.GetUsage(memory + UsagePlace(isFirst: true, isEnd: true));
                    c.StoreAt(memory + EndOffset, at - memory);
                    c.StoreRelease(memory + PhaseOffset, phase);
                });
                var start = c.Now();
                Times(c, rounds, Round);
                var now = c.Now();
                c.StoreAt(at, now - start);
                c.Assign(at, at + sizeof(long));
                c.Assign(left, left - 1);
                c.If(now > limit, () => c.If(left > 1, () => c.Assign(left, 1)));
            });
            c.Assign(phase, phase + 1);
            c.Assign(left, samples + 1);
        }));

        void Round()
        {
            Times(c, burst, () =>
            {
                outgoing.Stamp(number);
                end.Send();
                c.Assign(number, number + 1);
            });
            if (burst > 1)
            {
                side.FailIf(c.ReadTo(acknowledged, side.Incoming, sizeof(long)).IsNot(sizeof(long)), "read of the acknowledgement");
            }
            else
            {
                end.Receive();
                incoming.Check(number - 1, wrong => FailIf(c, memory, wrong, WrongMessage));
            }
        }
    }

    private void Answer(ChildProgram c, Value memory, CarrierSide side, Value acknowledge)
    {
        var end = carrier.End(c, side);
        var (outgoing, incoming) = (new Message(c, side.Outgoing, measured.Bytes), new Message(c, side.Incoming, measured.Bytes));
        var number = c.Number(1);
        var phase = c.Number(1);
        var over = c.Number(0);
        c.Silently(() => Times(c, phases, () =>
        {
            c.GetUsage(memory + UsagePlace(isFirst: false, isEnd: false));
            c.While(() => over < phase, () => Times(c, rounds, Round));
            c.GetUsage(memory + UsagePlace(isFirst: false, isEnd: true));
            c.Assign(phase, phase + 1);
        }));

        void Round()
        {
            Times(c, burst, () =>
            {
                end.Receive();
                incoming.Check(number, wrong => FailIf(c, memory, wrong, WrongMessage));
                c.Assign(number, number + 1);
            });

            // Before the answer: after it the first may be a phase ahead.
            c.Assign(over, c.LoadAcquire(memory + PhaseOffset));
            if (burst > 1)
            {
                side.FailIf(c.WriteFrom(acknowledge, side.Incoming, sizeof(long)).IsNot(sizeof(long)), "write of the acknowledgement");
            }
            else
            {
                outgoing.Stamp(number - 1);
                Spoil(c, side);
                end.Send();
            }
        }
    }

    private void Spoil(ChildProgram c, CarrierSide side)
    {
        switch (options.Fault)
        {
            case Fault.Slow:
                c.Compute(InjectedDelay);
                break;
            case Fault.WrongPayload:
                c.StoreAt(side.Outgoing + (measured.Bytes - sizeof(long)), 0);
                break;
            case Fault.Silent:
                c.Pause();
                break;
        }
    }

    /// <summary>Leaves a note for the parent, and ends both processes: the other would wait for ever.</summary>
    private static void FailIf(ChildProgram c, Value memory, Condition failed, int code) => c.If(failed, () =>
    {
        c.StoreAt(memory + FailureOffset, code);
        c.Kill(0, Signal.SIGKILL);
    });

    private int CodeOf(string call)
    {
        if (!calls.Contains(call))
        {
            calls.Add(call);
        }

        return WrongMessage + 1 + calls.IndexOf(call);
    }

    private Resource.Usage Used(MappedMemory memory, bool isFirst) =>
        Resource.Usage.At(offset => memory[UsagePlace(isFirst, isEnd: true) + offset]) - Resource.Usage.At(offset => memory[UsagePlace(isFirst, isEnd: false) + offset]);

    private static int UsagePlace(bool isFirst, bool isEnd) => UsageOffset + ((isFirst ? 0 : 2) + (isEnd ? 1 : 0)) * 256;

    private static void Times(ChildProgram c, int times, Action body)
    {
        if (times == 1)
        {
            body();
        }
        else
        {
            c.Repeat(times, body);
        }
    }

    /// <summary>A message: its number is in its first word and in its last, so that one that is not whole, or not the next, is noticed.</summary>
    private sealed class Message(ChildProgram c, Value address, int bytes)
    {
        private readonly Value? last = bytes > sizeof(long) ? address + (bytes - sizeof(long)) : null;

        internal void Stamp(Value number)
        {
            c.StoreAt(address, number);
            if (last is not null)
            {
                c.StoreAt(last, number);
            }
        }

        internal void Check(Value number, Action<Condition> failIf)
        {
            failIf(c.LoadAt(address).IsNot(number));
            if (last is not null)
            {
                failIf(c.LoadAt(last).IsNot(number));
            }
        }
    }
}
