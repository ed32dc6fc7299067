using Ipc.Children;
using Ipc.Hangs;
using Ipc.Native;
using Ipc.ProcFs;

namespace Ipc.Robustness;

/// <summary>Runs a transfer up to its middle, kills one side and looks at the other.</summary>
internal static class KilledTransfer
{
    private const int MostParts = 600;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    /// <summary>One side is killed after a first part went over and while the other is blocked in the next call.</summary>
    /// <exception cref="PosixException">The machine does not have the mechanism.</exception>
    /// <exception cref="TimeoutException">The two did not get to the middle of the transfer.</exception>
    internal static Survivor Observe(Func<Mechanism> make, Side killed)
    {
        using var mechanism = make();
        using var progress = SharedWord.Create(); // 1: the reader has the first part; 2: the victim has begun the next; 3: a writer that never blocks waits for the reader's end
        using var gone = SharedWord.Create();
        using var reader = Fork.Start(c => Read(c, mechanism, progress, killed));
        mechanism.ReaderStarted(reader);
        using var writer = Fork.Start(c => Write(c, mechanism, progress, gone, killed));
        var (victim, survivor) = killed == Side.Writer ? (writer, reader) : (reader, writer);
        var waits = killed == Side.Reader && !mechanism.WriterBlocks;
        var before = Await(
            () => progress.Value != (waits ? 3 : 2) || Pending(victim)?.Call != "pause" ? null : waits ? Spinning(survivor) : Blocked(survivor),
            mechanism,
            writer,
            reader);
        mechanism.LetGo();

        var at = MonotonicTime.Now;
        victim.Send(Signal.SIGKILL);
        victim.Wait(); // what the kernel does at a process's end, waking others included, it has done by now
        gone.Value = 1;
        Await(() => HasEnded(survivor) || Blocked(survivor)?.Start == before.Start ? survivor : null, mechanism, writer, reader);
        var hang = HasEnded(survivor) ? null : HangReport.Of(survivor.Pid);
        if (hang is null)
        {
            survivor.Wait();
        }

        survivor.Dispose();
        var steps = survivor.Trace.Steps;
        var call = before.Call == "spin" ? steps.First(step => step.Start > before.Start && step.Call != "spin") : steps.First(step => step.Start == before.Start);
        var (saw, learned) = call.End is null ? ("nothing", false) : mechanism.Told(call);
        var signal = survivor.Signals.Any(one => one.Signal == Signal.SIGPIPE) ? " and SIGPIPE" : "";
        return new Survivor(killed, call.Call, saw + signal, learned, call.End is { } end ? end - at : null, mechanism.LeftBehind())
        {
            Traces = [writer.Trace, reader.Trace],
            KilledAt = at,
            Hang = hang,
        };
    }

    private static void Read(ChildProgram c, Mechanism mechanism, SharedWord progress, Side killed)
    {
        var take = mechanism.Reader(c);
        take();
        if (killed == Side.Reader)
        {
            mechanism.BeginReading(c);
            c.Store(progress, 2);
            c.Pause();
        }
        else
        {
            c.Store(progress, 1);
            c.SpinUntil(progress, 2);
            take();
        }

        c.Exit(0);
    }

    private static void Write(ChildProgram c, Mechanism mechanism, SharedWord progress, SharedWord gone, Side killed)
    {
        c.SetDisposition(Signal.SIGPIPE, Disposition.Handler);
        var put = mechanism.Writer(c);
        put(false);
        if (killed == Side.Writer)
        {
            c.SpinUntil(progress, 1);
            mechanism.BeginWriting(c);
            c.Store(progress, 2);
            c.Pause();
            c.Exit(0);
            return;
        }

        c.SpinUntil(progress, 2);
        if (!mechanism.WriterBlocks)
        {
            c.Store(progress, 3);
            c.SpinUntil(gone, 1);
            put(false);
            c.Exit(0);
            return;
        }

        var result = c.Number(0);
        c.Repeat(MostParts, () => c.If(result > -1, () =>
        {
            Value? there = null;
            c.Silently(() => there = c.Load(gone));
            c.If(there!.Is(0), () => c.Assign(result, put(false)));
        }));
        c.Exit(0);
    }

    private static ChildStep? Spinning(ChildProcess child) => Pending(child) is { Call: "spin" } step ? step : null;

    /// <summary>The call that a child is asleep in, as its trace shows it begun; a process that was woken is not asleep, even before it runs.</summary>
    private static ChildStep? Blocked(ChildProcess child) =>
        Pending(child) is { Call: not "spin" } step && ProcessStat.Find(child.Pid)?.State == ProcessState.Sleeping && Pending(child)?.Start == step.Start ? step : null;

    private static ChildStep? Pending(ChildProcess child) => child.Trace.Steps is [.., { End: null, Call: not "_exit" } last] ? last : null;

    private static bool HasEnded(ChildProcess child) => ProcessStat.Find(child.Pid) is null or { State: ProcessState.Zombie or ProcessState.Dead };

    /// <summary>Waits until there is something, and returns it.</summary>
    private static T Await<T>(Func<T?> state, Mechanism mechanism, ChildProcess writer, ChildProcess reader)
        where T : class
    {
        T? reached = null;
        if (!SpinWait.SpinUntil(() => (reached = state()) is not null, Patience))
        {
            var hang = HangReport.Of(writer.Pid, reader.Pid);
            throw new TimeoutException($"{mechanism}: the transfer did not get to the state that was waited for; {hang}");
        }

        return reached!;
    }
}
