using Ipc.Children.Interpreter;
using Ipc.Hangs;
using Ipc.Native;
using Ipc.Pipes;
using Ipc.ProcFs;
using Ipc.Tracing.Decoding;

namespace Ipc.Children;

/// <summary>A child of this process that runs a recorded program. Disposing kills and reaps it and all that it made.</summary>
public sealed class ChildProcess : IDisposable
{
    private readonly ProgramImage image;
    private readonly ChildOptions options;
    private readonly CapturedStream output;
    private readonly CapturedStream error;
    private readonly FileDescriptor pidfd;
    private readonly Launched launched;
    private readonly ITracer? tracer;
    private readonly Timer deadline;
    private readonly Timer collector;
    private readonly Lock gate = new();
    private ExitStatus? status;
    private MonotonicTime? ended;
    private ChildTrace? trace;
    private IReadOnlyList<ReceivedSignal>? signals;
    private PosixException? execFailure;
    private HangReport? hang;
    private volatile bool overdue;
    private bool disposed;

    /// <summary>As long as a timer can wait.</summary>
    private static readonly TimeSpan LongestLife = TimeSpan.FromDays(24);

    private ChildProcess(ProgramImage image, ChildOptions options, CapturedStream output, CapturedStream error, Launched launched, ITracer? tracer)
    {
        this.image = image;
        this.options = options;
        this.output = output;
        this.error = error;
        this.launched = launched;
        this.tracer = tracer;
        overdue = launched.IsOverdue;
        pidfd = SystemWait.OpenPidFd(launched.Pid);
        deadline = new Timer(_ => KillAtDeadline(), null, options.Deadline, Timeout.InfiniteTimeSpan);
        collector = new Timer(_ => Collect());
        collector.Change(CollectEvery, CollectEvery);
    }

    /// <summary>How long a child may live before its output is collected without anyone asking: long enough that short experiments run undisturbed.</summary>
    private static TimeSpan CollectEvery => TimeSpan.FromMilliseconds(20);

    /// <summary>How many children of this process did not start in time, were killed, and were made again.</summary>
    public static int Restarts => Launcher.Retries;

    /// <summary>Its process id.</summary>
    public int Pid => launched.Pid;

    /// <summary>How long the call that made it took in the parent, from call to return.</summary>
    public TimeSpan ForkDuration => new MonotonicTime(launched.Returned) - new MonotonicTime(launched.Called);

    /// <summary>What it wrote to descriptors 1 and 2 so far.</summary>
    public ChildOutput Output
    {
        get
        {
            lock (gate)
            {
                Drain();
                return new ChildOutput(output.Text, error.Text, output.DroppedBytes + error.DroppedBytes);
            }
        }
    }

    /// <summary>The steps that it and its descendants have run so far; complete once it has been waited for.</summary>
    public ChildTrace Trace
    {
        get
        {
            lock (gate)
            {
                return trace ?? TraceReader.Read(image, launched, status, ended);
            }
        }
    }

    /// <summary>The signals that handlers of the child and its descendants took so far.</summary>
    public IReadOnlyList<ReceivedSignal> Signals
    {
        get
        {
            lock (gate)
            {
                return signals ?? TraceReader.Signals(image);
            }
        }
    }

    /// <summary>Every time that a step ran, in order. A step in a loop ran more than once, or never.</summary>
    /// <param name="step">What recording the step returned.</param>
    public IReadOnlyList<ChildStep> StepsOf(Value step)
    {
        ArgumentNullException.ThrowIfNull(step);
        return step.Program == image.Program
            ? [.. Trace.Steps.Where(ran => ran.Step == step.Step)]
            : throw new ArgumentException("this step belongs to another program", nameof(step));
    }

    /// <summary>Waits until the child has ended, reaps it, and says how it ended.</summary>
    /// <exception cref="ChildDeadlineException">It lived past its deadline and was killed.</exception>
    /// <exception cref="PosixException">An exec of its program failed.</exception>
    /// <seealso href="https://man7.org/linux/man-pages/man2/wait.2.html"/>
    public ExitStatus Wait()
    {
        WaitUntilEnded();
        lock (gate)
        {
            Reap();
            return overdue
                ? throw new ChildDeadlineException(DescribeDeadline(), trace!, hang ?? new HangReport([], []))
                : execFailure is not null ? throw execFailure : status!;
        }
    }

    /// <summary>Waits until the child has ended and leaves it a zombie: nobody has asked for its status yet.</summary>
    public void WaitUntilEnded()
    {
        if (status is not null)
        {
            return;
        }

        while (true)
        {
            SystemWait.PollFd[] polled = [Polled(tracer?.EndDescriptor ?? pidfd.Number), Polled(output.AtEnd ? -1 : output.ReadEnd), Polled(error.AtEnd ? -1 : error.ReadEnd)];
            Unistd.Checked("poll", $"pidfd of {Pid}", () => SystemWait.Poll(polled, (nuint)polled.Length, -1));
            lock (gate)
            {
                Drain();
            }

            if (polled[0].Returned != 0)
            {
                return;
            }
        }
    }

    /// <summary>Waits until the child has stopped, gone on, or ended; a stop or a continuation leaves it alive.</summary>
    /// <exception cref="PosixException">There is nothing to wait for.</exception>
    /// <exception cref="InvalidOperationException">The child is traced: its tracer is told of stops, its parent is not.</exception>
    public ExitStatus WaitForChange()
    {
        if (status is not null)
        {
            return status;
        }

        if (tracer is not null)
        {
            throw new InvalidOperationException($"child {Pid} is traced: its stops are events of the trace");
        }

        var raw = 0;
        Unistd.Checked("waitpid", $"{Pid}", () => SystemWait.WaitPid(Pid, out raw, SystemWait.WUNTRACED | SystemWait.WCONTINUED));
        var change = ExitStatus.FromRaw(raw);
        if (change is ExitStatus.Exited or ExitStatus.Signaled)
        {
            lock (gate)
            {
                KillDescendants();
                Finish(change);
            }
        }

        return change;
    }

    /// <summary>Sends the child a signal.</summary>
    /// <param name="signal">Which.</param>
    /// <exception cref="PosixException">It is gone.</exception>
    public void Send(Signal signal) => Unistd.Checked("kill", $"{Pid}, {signal}", () => SystemWait.Kill(Pid, (int)signal));

    /// <summary>Kills and reaps the child and what it made, and gives back its memory and descriptors.</summary>
    public void Dispose()
    {
        if (disposed)
        {
            return;
        }

        disposed = true;
        if (status is null)
        {
            Kill();
            WaitUntilEnded();
            lock (gate)
            {
                Reap();
            }
        }
    }

    /// <inheritdoc/>
    public override string ToString() => $"child {Pid}: {status?.ToString() ?? "running"}";

    /// <summary>How it ended, or <c>null</c> while nobody has waited for it; no exception tells of a deadline or a failed exec.</summary>
    internal ExitStatus? Status => status;

    /// <summary>How it and its descendants stood at its deadline; <c>null</c> where it ended before.</summary>
    internal HangReport? Hang => hang;

    internal static ChildProcess Start(ChildProgram program, long? cloneFlags, ChildOptions options, ITracer? tracer = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.TraceCapacity, 1);
        if (options.Deadline <= TimeSpan.Zero || options.Deadline > LongestLife)
        {
            throw new ArgumentOutOfRangeException(nameof(options), options.Deadline, $"a child's deadline lies between 0 and {LongestLife.TotalDays} days");
        }

        RequiredCalls.Demand();
        var output = Capture();
        var error = Capture();
        var flags = ImageHeader.Flag.DieWithParent | (options.OwnProcessGroup ? ImageHeader.Flag.OwnProcessGroup : 0);
        var image = new ProgramImage(program, options, flags) { MadeWith = cloneFlags is { } shared ? $"clone({ProcessFlags.Clone.Flags(shared)})" : "fork()" };
        ChildProcess child;
        Launched? made = null;
        try
        {
            unsafe
            {
                image.Header->StandardOutput = output.WriteEnd;
                image.Header->StandardError = error.WriteEnd;
                image.Header->NullInput = NullDevice.Value.Number;
            }

            tracer?.Begin(image);
            var launched = Launcher.Start(image, cloneFlags, options.Deadline);
            output.CloseWriteEnd();
            error.CloseWriteEnd();
            made = launched;
            child = new ChildProcess(image, options, output, error, launched, tracer);
        }
        catch
        {
            if (made is { Pid: var pid })
            {
                _ = SystemWait.Kill(pid, (int)Signal.SIGKILL);
            }

            tracer?.Abandon();
            if (made is not null)
            {
                _ = SystemWait.WaitPid(made.Value.Pid, out _, 0); // its tracer may have reaped it
            }

            image.Dispose();
            output.Dispose();
            error.Dispose();
            throw;
        }

        try
        {
            tracer?.LetBegin();
            return child;
        }
        catch
        {
            child.Dispose();
            throw;
        }
    }

    private static readonly Lazy<FileDescriptor> NullDevice = new(
        () => new((int)Unistd.Checked("open", "/dev/null", () => Unistd.Open("/dev/null", Unistd.O_RDWR | Unistd.O_CLOEXEC, 0)), "/dev/null", keptForProcess: true),
        LazyThreadSafetyMode.PublicationOnly);

    private static CapturedStream Capture()
    {
        var pipe = Pipe.Create();
        Unistd.Checked("fcntl", "F_SETFL", () => Unistd.Fcntl(pipe.ReadEnd.Number, Unistd.F_SETFL, Unistd.O_NONBLOCK));
        return new CapturedStream(pipe);
    }

    private static SystemWait.PollFd Polled(int fd) => new() { Fd = fd, Events = SystemWait.POLLIN };

    private void Drain()
    {
        if (status is null)
        {
            output.Drain();
            error.Drain();
        }
    }

    /// <summary>Takes what the child wrote while nobody waits for it, so that a full pipe does not hold it up.</summary>
    private void Collect()
    {
        lock (gate)
        {
            var before = output.TakenBytes + error.TakenBytes;
            Drain();
            if (status is null && output.TakenBytes + error.TakenBytes > before)
            {
                collector.Change(TimeSpan.FromMilliseconds(1), CollectEvery);
            }
        }
    }

    private void Reap()
    {
        if (status is not null)
        {
            return;
        }

        if (tracer?.Reaped() is { } reaped)
        {
            KillDescendants();
            Finish(ExitStatus.FromRaw(reaped.Raw), reaped.Ended);
            return;
        }

        KillDescendants(); // as long as the child is not reaped, nobody else can have its number
        var raw = 0;
        Unistd.Checked("waitpid", $"{Pid}", () => SystemWait.WaitPid(Pid, out raw, 0));
        Finish(ExitStatus.FromRaw(raw));
    }

    private void Kill()
    {
        if (tracer?.KillAll() != true)
        {
            _ = SystemWait.Kill(Pid, (int)Signal.SIGKILL);
        }
    }

    private unsafe void Finish(ExitStatus how, MonotonicTime? when = null)
    {
        deadline.Dispose();
        collector.Dispose();
        Drain();
        status = how;
        ended = when ?? MonotonicTime.Now;
        trace = TraceReader.Read(image, launched, status, ended);
        signals = TraceReader.Signals(image);
        if (image.Header->ExecErrno != 0)
        {
            execFailure = new PosixException("execve", (Errno)image.Header->ExecErrno, trace.Steps.LastOrDefault(step => step.Call == "execve")?.Text[8..^2] ?? "");
        }

        output.Dispose();
        error.Dispose();
        pidfd.Dispose();
        image.Dispose();
    }

    private void KillDescendants()
    {
        if (options.OwnProcessGroup)
        {
            _ = SystemWait.Kill(-Pid, (int)Signal.SIGKILL);
        }

        foreach (var pid in Descendants().Where(pid => pid != Pid))
        {
            _ = SystemWait.Kill(pid, (int)Signal.SIGKILL);
        }
    }

    /// <summary>Those that announced themselves and live; a number that went to a later process is not theirs any more.</summary>
    private IEnumerable<int> Descendants() =>
        TraceReader.Announced(image).Where(one => ProcessStart.IsBetween(one.Pid, new(launched.Called), one.At)).Select(one => one.Pid);

    /// <summary>The child, its descendants, and its process group.</summary>
    private IReadOnlyList<int> Family()
    {
        var all = ProcessTree.All();
        var family = new HashSet<int> { Pid };
        bool Added() => all.Count(process => (family.Contains(process.ParentPid) || process.ProcessGroup == Pid) && family.Add(process.Pid)) > 0;
        while (Added())
        {
        }

        family.UnionWith(Descendants());
        return [.. family];
    }

    private void KillAtDeadline()
    {
        lock (gate)
        {
            // One that ended in time may wait for its parent as long as that likes.
            if (status is null && !HasEnded())
            {
                overdue = true;
                try
                {
                    hang = HangReport.Of(Family());
                }
                catch (PosixException)
                {
                    // Where /proc does not tell, it is killed without a word of what it waited for.
                }
                finally
                {
                    Kill();
                }
            }
        }
    }

    private bool HasEnded()
    {
        SystemWait.PollFd[] polled = [Polled(tracer?.EndDescriptor ?? pidfd.Number)];
        return SystemWait.Poll(polled, 1, 0) > 0;
    }

    private string DescribeDeadline()
    {
        var last = trace!.Steps.LastOrDefault(step => step.End is null && step.Pid == Pid) ?? trace.Steps.LastOrDefault(step => step.Pid == Pid);
        var doing = last is null ? "it had run no step" : last.End is null ? $"it was in {last.Text}" : $"its last step was {last.Text}";
        var why = hang is { Explanation.Count: > 0 } ? $": {hang.Explanation[0]}" : "";
        return $"child {Pid} did not end within {options.Deadline.TotalSeconds} s and was killed; {doing}{why}";
    }
}
