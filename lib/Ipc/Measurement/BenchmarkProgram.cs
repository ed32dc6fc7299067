using Ipc.Children;
using Ipc.Commands;
using Ipc.Measurement.Mechanisms;
using Ipc.Native;
using Ipc.SharedMemory;
using Ipc.Tracing;

namespace Ipc.Measurement;

/// <summary>
/// The program of a measurement: a process that has the clock, and one that answers. Both are recorded children, so that nothing else
/// runs in them: no garbage collector, no other thread. The times go into shared memory; nothing is allocated, traced or interpreted meanwhile.
/// It can be run again and again, as a recorded child or compiled from C: the mechanism and the memory stay the same. Disposing removes both.
/// </summary>
internal sealed class BenchmarkProgram : IDisposable
{
    private const int FailureOffset = 0, PageBytes = 4096;
    private const int WrongMessage = 1;
    private const byte WrongByte = 0xA5;
    private static readonly TimeSpan InjectedDelay = TimeSpan.FromMicroseconds(5);

    private readonly BenchmarkCase measured;
    private readonly BenchmarkOptions options;
    private readonly IReadOnlyList<int> cpus;
    private readonly Carrier carrier;
    private readonly PosixSharedMemory results;
    private readonly List<string> calls = [];
    private readonly int rounds;
    private readonly int burst;
    private readonly SampleLoop loop;

    private BenchmarkProgram(BenchmarkCase measured, RecordedMechanism mechanism, BenchmarkOptions options, IReadOnlyList<int> cpus, Carrier carrier, PosixSharedMemory results)
    {
        (this.measured, this.options, this.cpus, this.carrier, this.results) = (measured, options, cpus, carrier, results);
        (rounds, burst) = (options.IntervalNanoseconds is null ? RoundsOf(measured, mechanism) : 1, BurstOf(measured, options));
        loop = new SampleLoop(SamplesOf(measured, options), WarmUpOf(measured, options), options.TimeLimit, options.IntervalNanoseconds);
    }

    /// <summary>Makes the mechanism, and the memory for the times.</summary>
    /// <exception cref="PosixException">The mechanism could not be made.</exception>
    internal static BenchmarkProgram Make(BenchmarkCase measured, RecordedMechanism mechanism, BenchmarkOptions options, IReadOnlyList<int> cpus)
    {
        var carrier = mechanism.Make(measured.Bytes);
        try
        {
            return new(measured, mechanism, options, cpus, carrier, PosixSharedMemory.Create(SampleLoop.RoomFor(Math.Max(SamplesOf(measured, options), WarmUpOf(measured, options)), options.IntervalNanoseconds is not null)));
        }
        catch
        {
            carrier.Dispose();
            throw;
        }
    }

    /// <summary>Measures a case once.</summary>
    /// <exception cref="MeasurementException">A message came wrong, or a call failed.</exception>
    /// <exception cref="ChildDeadlineException">It hung; the exception has the report.</exception>
    /// <exception cref="PosixException">The mechanism could not be made.</exception>
    internal static RawTimes Run(BenchmarkCase measured, RecordedMechanism mechanism, BenchmarkOptions options, IReadOnlyList<int> cpus)
    {
        using var program = Make(measured, mechanism, options, cpus);
        return program.Run();
    }

    /// <summary>Runs it as a recorded child. Exceptions are those of <see cref="Run(BenchmarkCase, RecordedMechanism, BenchmarkOptions, IReadOnlyList{int})"/>.</summary>
    internal RawTimes Run()
    {
        using var memory = Cleared();
        using var child = Fork.Start(Record, new ChildOptions { Deadline = options.Deadline, TraceCapacity = 256 });
        return Result(memory, child.Wait(), () => $"its last steps: {string.Join("; ", child.Trace.Steps.TakeLast(5).Select(step => step.ToString()))}");
    }

    /// <summary>Runs it once under the tracer.</summary>
    /// <returns>Every system call, how many samples were timed, and how many messages each is of.</returns>
    /// <exception cref="PosixException">Tracing is not allowed here: EPERM.</exception>
    internal (SystemCallTrace Calls, int Samples, int MessagesPerSample) Trace()
    {
        using var memory = Cleared();
        var trace = SystemCallTracer.Trace(Record, TraceOptions.Default with { Deadline = options.Deadline });
        return (trace, SampleLoop.Times(memory).Count, rounds * burst);
    }

    /// <summary>The same program in C.</summary>
    internal CProgram InC() => CProgram.Of(Record);

    /// <summary>Runs what was compiled from <see cref="InC"/>. Exceptions are those of <see cref="Run()"/>.</summary>
    internal RawTimes Run(Command compiled)
    {
        using var memory = Cleared();
        var result = (compiled with { Deadline = options.Deadline }).Run();
        return Result(memory, result.Status, () => result.StandardError);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        carrier.Dispose();
        results.Dispose();
    }

    private MappedMemory Cleared()
    {
        var memory = results.Map();
        memory[FailureOffset] = 0;
        memory[SampleLoop.PhaseOffset] = 0;
        return memory;
    }

    private RawTimes Result(MappedMemory memory, ExitStatus status, Func<string> detail)
    {
        if (memory[FailureOffset] is var failure and not 0)
        {
            throw new MeasurementException(measured, failure == WrongMessage ? "a message did not come as it was sent" : $"{calls[(int)failure - WrongMessage - 1]} did not do what it should");
        }

        return status is ExitStatus.Exited { Code: 0 }
            ? new(SampleLoop.Times(memory), rounds * burst, SampleLoop.Used(memory, isFirst: true), SampleLoop.Used(memory, isFirst: false)) { FromIntended = loop.FromIntended(memory), Whole = SampleLoop.Whole(memory) }
            : throw new MeasurementException(measured, $"the process with the clock {status}; {detail()}");
    }

    internal static int SamplesOf(BenchmarkCase one, BenchmarkOptions options) => one.Metric == Metric.Latency ? options.Samples : options.Batches;

    internal static int WarmUpOf(BenchmarkCase one, BenchmarkOptions options) => one.Metric == Metric.Latency ? options.WarmUp : Math.Min(options.WarmUp, Math.Max(1, options.Batches / 10));

    /// <summary>A round trip between two that spin is too short to be timed alone.</summary>
    internal static int RoundsOf(BenchmarkCase one, MeasuredMechanism mechanism) => one.Metric == Metric.Latency && mechanism.Spins ? 10 : 1;

    internal static int BurstOf(BenchmarkCase one, BenchmarkOptions options) => one.Metric == Metric.Latency ? 1 : Math.Clamp((1 << 20) / one.Bytes, 16, options.LongestBatch);

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
        loop.Record(c, memory, () => Times(c, rounds, Round));

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
        c.Compiled(() => Times(c, loop.Phases, () =>
        {
            c.GetUsage(memory + SampleLoop.UsagePlace(isFirst: false, isEnd: false));
            c.While(() => over < phase, () => Times(c, rounds, Round));
            c.GetUsage(memory + SampleLoop.UsagePlace(isFirst: false, isEnd: true));
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
            c.Assign(over, c.LoadAcquire(memory + SampleLoop.PhaseOffset));
            if (burst > 1)
            {
                side.FailIf(c.WriteFrom(acknowledge, side.Incoming, sizeof(long)).IsNot(sizeof(long)), "write of the acknowledgement");
            }
            else
            {
                outgoing.Stamp(number - 1);
                Stall(c, number - 1);
                Spoil(c, side);
                end.Send();
            }
        }
    }

    /// <summary>Records a long sleep before the answer to the message in the middle of those that count.</summary>
    private void Stall(ChildProgram c, Value number)
    {
        if (options.Stall > TimeSpan.Zero)
        {
            var warmUp = WarmUpOf(measured, options);
            long before = rounds * ((warmUp > 0 ? warmUp + 1 : 0) + (SamplesOf(measured, options) / 2));
            c.If(number.Is(before + 1), () => c.Sleep(options.Stall));
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
                c.FillAt(side.Outgoing + (measured.Bytes - 1), WrongByte, 1);
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

    /// <summary>
    /// A message: its number is in its first word and in its last, so that one that is not whole, or not the next, is noticed. Where it is no
    /// multiple of a word, they are copied and compared byte by byte; one that is shorter than a word has the lowest bytes of its number.
    /// </summary>
    private sealed class Message(ChildProgram c, Value address, int bytes)
    {
        private readonly bool isWords = bytes % sizeof(long) == 0;
        private readonly int firstBytes = Math.Min(bytes, sizeof(long));
        private readonly int lastBytes = Math.Clamp(bytes - sizeof(long), 0, sizeof(long));
        private readonly Value? last = bytes > sizeof(long) ? address + Math.Max(sizeof(long), bytes - sizeof(long)) : null;
        private readonly Value word = address - CarrierSide.WordOffset;

        internal void Stamp(Value number)
        {
            c.StoreAt(isWords ? address : word, number);
            if (!isWords)
            {
                c.CopyAt(address, word, firstBytes);
            }

            if (last is not null && isWords)
            {
                c.StoreAt(last, number);
            }
            else if (last is not null)
            {
                c.CopyAt(last, word, lastBytes);
            }
        }

        internal void Check(Value number, Action<Condition> failIf)
        {
            if (!isWords)
            {
                c.StoreAt(word, number);
            }

            failIf(Differs(address, firstBytes));
            if (last is not null)
            {
                failIf(Differs(last, lastBytes));
            }

            Condition Differs(Value place, int count) => isWords ? c.LoadAt(place).IsNot(number) : c.CompareAt(place, word, count).IsNot(0);
        }
    }
}
