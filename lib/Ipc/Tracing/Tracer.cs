using Ipc.Children;
using Ipc.Children.Interpreter;
using Ipc.Native;
using Ipc.Pipes;

namespace Ipc.Tracing;

/// <summary>
/// Traces one child and all that it makes, on a thread of its own: every ptrace call must come from the thread that attached.
/// It waits for its own tracees only, so that no other child of this process loses its status.
/// </summary>
internal sealed unsafe class Tracer : ITracer, IDisposable
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(20);
    private readonly TraceOptions options;
    private readonly TraceRecorder recorder;
    private readonly Pipe end;
    private readonly ManualResetEventSlim attached = new();
    private readonly ManualResetEventSlim released = new();
    private readonly ManualResetEventSlim finished = new();
    private readonly SeccompFilter? filter;
    private readonly HashSet<int> living = [];
    private ProgramImage? image;
    private Exception? failure;
    private (int Raw, MonotonicTime Ended)? reaped;
    private volatile bool abandoned;
    private bool killed;

    internal Tracer(TraceOptions options)
    {
        this.options = options;
        recorder = new(options.CallCapacity, options.TextBytes);
        filter = options.Calls.Count > 0 ? SeccompFilter.Of(options.Calls) : null;
        end = Pipe.Create();
    }

    /// <inheritdoc/>
    public int EndDescriptor => end.ReadEnd.Number;

    internal TraceRecorder Recorder => recorder;

    /// <summary>Why everything was killed: too many processes, or a failure of the tracer itself; <c>null</c> where it was not for that.</summary>
    internal string? Broken { get; private set; }

    /// <inheritdoc/>
    public void Begin(ProgramImage image)
    {
        this.image = image;
        image.Header->Flags |= (int)ImageHeader.Flag.AwaitsTracer;
        if (filter is not null)
        {
            image.Header->Filter = filter.Program;
        }

        new Thread(Trace) { IsBackground = true, Name = "ipc tracer" }.Start();
    }

    /// <inheritdoc/>
    public void Abandon()
    {
        abandoned = true;
        released.Set();
        if (image is not null)
        {
            finished.Wait();
        }
    }

    /// <inheritdoc/>
    public void LetBegin()
    {
        attached.Wait();
        released.Set();
        if (failure is not null)
        {
            throw failure;
        }
    }

    /// <inheritdoc/>
    public (int Raw, MonotonicTime Ended)? Reaped()
    {
        finished.Wait();
        return reaped;
    }

    /// <inheritdoc/>
    public bool KillAll()
    {
        lock (living)
        {
            killed = true;
            released.Set();
            if (failure is not null)
            {
                return false;
            }

            foreach (var tid in living)
            {
                _ = SystemWait.Kill(tid, (int)Signal.SIGKILL);
            }

            return true;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        filter?.Dispose();
        end.Dispose();
        attached.Dispose();
        released.Dispose();
        finished.Dispose();
    }

    private void Trace()
    {
        try
        {
            if (WaitUntilReady() is var root and > 0)
            {
                Attach(root);
                Loop(root);
            }
        }
        catch (Exception e)
        {
            // The parent kills and reaps the child; the others die with this thread.
            lock (living)
            {
                failure = e;
                Broken ??= e.Message;
            }
        }
        finally
        {
            end.WriteEnd.Close();
            attached.Set();
            finished.Set();
        }
    }

    /// <summary>Waits until the child stands at its gate.</summary>
    /// <returns>Its process id; 0 where none was made.</returns>
    private int WaitUntilReady()
    {
        var until = MonotonicTime.Now.Nanoseconds + (long)StartPatience.TotalNanoseconds;
        var spin = default(SpinWait);
        while (Volatile.Read(ref image!.Header->Ready) == 0)
        {
            if (abandoned)
            {
                return 0;
            }

            if (MonotonicTime.Now.Nanoseconds > until)
            {
                throw new PosixException("ptrace", Errno.ETIMEDOUT, "PTRACE_SEIZE", "the child did not come to the point where it waits for its tracer");
            }

            spin.SpinOnce(sleep1Threshold: 100);
        }

        var last = (int)Volatile.Read(ref image.Header->ProcessHead) - 1;
        return image.Header->Processes[last].Pid;
    }

    private void Attach(int root)
    {
        if (image!.Header->FilterErrno != 0)
        {
            throw new PosixException("prctl", (Errno)image.Header->FilterErrno, "PR_SET_SECCOMP", "this kernel takes no seccomp filter: trace without naming calls");
        }

        const Ptrace.Options Wanted = Ptrace.Options.SystemCallStops | Ptrace.Options.NewProcesses | Ptrace.Options.Execs | Ptrace.Options.KillAtExit;
        Ptrace.Seize(root, filter is null ? Wanted : Wanted | Ptrace.Options.Seccomp);
        Ptrace.Interrupt(root);
        Unistd.Checked("waitpid", $"{root}", () => SystemWait.WaitPid(root, out _, SystemWait.WAIT_ALL | SystemWait.WAIT_NOTHREAD));
        lock (living)
        {
            living.Add(root);
            if (killed)
            {
                _ = SystemWait.Kill(root, (int)Signal.SIGKILL);
            }
        }

        attached.Set();
        released.Wait();
        recorder.Add(new ProcessEvent.Started(root, root, MonotonicTime.Now, 0, Birth.Laboratory));
        Volatile.Write(ref image.Header->Gate, 1);
    }

    private void Loop(int root)
    {
        var stops = new StopHandler(root, recorder, filter is not null);
        stops.Go(root);
        while (true)
        {
            var tid = SystemWait.WaitPid(-1, out var raw, SystemWait.WAIT_ALL | SystemWait.WAIT_NOTHREAD);
            var time = MonotonicTime.Now;
            if (tid < 0)
            {
                if ((Errno)System.Runtime.InteropServices.Marshal.GetLastPInvokeError() == Errno.EINTR)
                {
                    continue;
                }

                stops.Finish();
                return; // ECHILD: the last tracee has ended
            }

            var ended = (raw & 0xff) != 0x7f;
            Remember(tid, ended);
            try
            {
                stops.Handle(tid, raw, time);
            }
            catch (PosixException e) when (e.Errno == Errno.ESRCH)
            {
                // It was killed where it stood: its end is reported next.
            }

            if (ended && tid == root)
            {
                reaped = (raw, time);
            }
        }
    }

    private void Remember(int tid, bool ended)
    {
        lock (living)
        {
            if (ended)
            {
                living.Remove(tid);
                return;
            }

            var isNew = living.Add(tid);
            if (living.Count > options.ThreadLimit && Broken is null)
            {
                Broken = $"more than {options.ThreadLimit} processes and threads at once";
                KillAll();
            }
            else if (isNew && killed)
            {
                _ = SystemWait.Kill(tid, (int)Signal.SIGKILL);
            }
        }
    }
}
