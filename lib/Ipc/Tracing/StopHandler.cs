using Ipc.Children;
using Ipc.Children.Interpreter;
using Ipc.Native;
using Ipc.ProcFs;

namespace Ipc.Tracing;

/// <summary>Says what each stop of a tracee means, has it recorded, and lets the tracee go on.</summary>
internal sealed class StopHandler
{
    private readonly TraceRecorder recorder;
    private readonly bool filtered;
    private readonly Dictionary<int, Tracee> tracees = [];

    /// <summary>Threads that have ended before their maker told of them.</summary>
    private readonly Dictionary<int, Tracee> unannounced = [];

    internal StopHandler(int root, TraceRecorder recorder, bool filtered)
    {
        this.recorder = recorder;
        this.filtered = filtered;
        tracees[root] = new Tracee(root, root, 0) { Announced = true };
    }

    /// <summary>Lets a stopped thread go on: to its next call, or, with a filter, to the next call that the filter names.</summary>
    internal void Go(int tid, int signal = 0)
    {
        if (filtered && !(tracees.TryGetValue(tid, out var tracee) && tracee.Call is not null))
        {
            Ptrace.Run(tid, signal);
        }
        else
        {
            Ptrace.RunToSystemCall(tid, signal);
        }
    }

    /// <summary>Takes what waitpid(2) told of a thread.</summary>
    /// <exception cref="PosixException">ESRCH: it was killed meanwhile.</exception>
    internal void Handle(int tid, int raw, MonotonicTime time)
    {
        if ((raw & 0xff) != 0x7f)
        {
            End(tid, ExitStatus.FromRaw(raw), time);
            return;
        }

        var tracee = Find(tid, time);
        var signal = (raw >> 8) & 0xff;
        switch ((Ptrace.Event)(raw >> 16))
        {
            case Ptrace.Event.None when signal == ((int)Signal.SIGTRAP | 0x80):
            case Ptrace.Event.Seccomp:
                SystemCall(tracee, time);
                Go(tid);
                break;
            case Ptrace.Event.None:
                Deliver(tracee, (Signal)signal, time);
                Go(tid, signal);
                break;
            case Ptrace.Event.Stop when (Signal)signal is Signal.SIGSTOP or Signal.SIGTSTP or Signal.SIGTTIN or Signal.SIGTTOU:
                recorder.Add(new ProcessEvent.Stopped(tracee.Pid, tid, time, (Signal)signal));
                Ptrace.Listen(tid);
                break;
            case Ptrace.Event.Fork or Ptrace.Event.Vfork or Ptrace.Event.Clone:
                Birth(tracee, (Ptrace.Event)(raw >> 16), time);
                Go(tid);
                break;
            case Ptrace.Event.Exec:
                Exec(tracee, time);
                Go(tid);
                break;
            default:
                Go(tid);
                break;
        }
    }

    /// <summary>The last tracee has ended: who is unannounced still had a maker that was killed before it could tell.</summary>
    internal void Finish()
    {
        foreach (var tracee in unannounced.Values)
        {
            var isThread = tracee.Pid != tracee.Tid;
            recorder.Add(new ProcessEvent.Started(tracee.Pid, tracee.Tid, tracee.FirstSeen!.Value, isThread ? tracee.Pid : tracee.Parent, isThread ? Tracing.Birth.Thread : Tracing.Birth.Fork));
        }
    }

    private Tracee Find(int tid, MonotonicTime time)
    {
        if (!tracees.TryGetValue(tid, out var tracee))
        {
            // Its maker's event has not come yet; it comes, and tells who that is.
            tracee = Add(tid);
        }

        tracee.FirstSeen ??= time;
        return tracee;
    }

    private void SystemCall(Tracee tracee, MonotonicTime time)
    {
        var stop = Ptrace.Where(tracee.Tid);
        if (stop.Position is Ptrace.Position.Entry or Ptrace.Position.Seccomp)
        {
            // Only those calls: in another one the sixth register may hold what a marked one has left there.
            tracee.InOwnCall = stop.Arguments.Sixth == OwnCalls.Mark && SystemCallNumbers.Marked.Contains(stop.Number);
            if (!tracee.InOwnCall)
            {
                tracee.BrokenOff = null;
                recorder.Enter(tracee, stop, time);
            }
        }
        else if (stop.Position == Ptrace.Position.Exit && tracee.Call is { } call)
        {
            tracee.Call = null;
            call.Return(stop.Result, time);
            tracee.LastName = call.Name;
            tracee.BrokenOff = call.WasBrokenOff ? call : null;
        }
    }

    private void Deliver(Tracee tracee, Signal signal, MonotonicTime time)
    {
        var (code, sender) = Ptrace.SignalInformation(tracee.Tid);
        recorder.Add(new ProcessEvent.Signalled(tracee.Pid, tracee.Tid, time, signal, sender, code));
        if (tracee.BrokenOff is { } call)
        {
            call.InterruptedBy ??= signal;
        }
    }

    private void Birth(Tracee maker, Ptrace.Event how, MonotonicTime time)
    {
        var tid = (int)Ptrace.EventMessage(maker.Tid);
        var child = unannounced.Remove(tid, out var ended) ? ended : tracees.TryGetValue(tid, out var known) ? known : Add(tid);
        child.Announced = true;
        var began = child.FirstSeen < time ? child.FirstSeen.Value : time;
        recorder.Add(new ProcessEvent.Started(child.Pid, tid, began, maker.Tid, how switch
        {
            _ when child.Pid != tid => Tracing.Birth.Thread,
            Ptrace.Event.Fork => Tracing.Birth.Fork,
            Ptrace.Event.Vfork => Tracing.Birth.Vfork,
            _ => Tracing.Birth.Clone,
        }));
    }

    private void Exec(Tracee tracee, MonotonicTime time)
    {
        var former = (int)Ptrace.EventMessage(tracee.Tid);
        if (former != tracee.Tid && tracees.Remove(former, out var caller))
        {
            // Another thread than the first called execve: it takes the id of its process, and the call goes with it.
            tracee.Call = caller.Call;
        }

        recorder.Add(new ProcessEvent.Executed(tracee.Pid, tracee.Tid, time, ProgramOf(tracee.Pid), former));
    }

    private void End(int tid, ExitStatus status, MonotonicTime time)
    {
        if (tracees.Remove(tid, out var tracee))
        {
            if (!tracee.Announced)
            {
                tracee.FirstSeen ??= time;
                unannounced[tid] = tracee;
            }

            recorder.Add(new ProcessEvent.Ended(tracee.Pid, tid, time, status));
        }
    }

    private Tracee Add(int tid)
    {
        var status = ProcessStatus.Find(tid);
        return tracees[tid] = new Tracee(status?.ThreadGroup ?? tid, tid, status?.ParentPid ?? 0);
    }

    private static string ProgramOf(int pid)
    {
        try
        {
            return File.ResolveLinkTarget($"/proc/{pid}/exe", returnFinalTarget: false)?.FullName ?? "";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return ""; // gone already, or another user's: the execve itself shows the path
        }
    }
}
