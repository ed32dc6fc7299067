using Ipc.Children;
using Ipc.Native;

namespace Ipc.Tracing;

/// <summary>Something that befell a traced process or thread, beside its system calls.</summary>
/// <param name="Pid">The process.</param>
/// <param name="Tid">The thread of it; of the first thread it is the process id.</param>
/// <param name="Time">When the tracer was told of it, CLOCK_MONOTONIC.</param>
/// <seealso href="https://man7.org/linux/man-pages/man2/ptrace.2.html"/>
public abstract record ProcessEvent(int Pid, int Tid, MonotonicTime Time) : IObservation
{
    /// <summary>What happened, in words.</summary>
    public abstract string What { get; }

    /// <inheritdoc/>
    public sealed override string ToString() => $"{Tid}: {What}";

    /// <summary>A process or thread began.</summary>
    /// <param name="Pid">The new process, or the one that the new thread belongs to.</param>
    /// <param name="Tid">The new thread.</param>
    /// <param name="Time">When.</param>
    /// <param name="By">The thread that made it; 0 for the first, which the laboratory made.</param>
    /// <param name="How">By which kind of call.</param>
    public sealed record Started(int Pid, int Tid, MonotonicTime Time, int By, Birth How) : ProcessEvent(Pid, Tid, Time)
    {
        /// <inheritdoc/>
        public override string What => How switch
        {
            Birth.Laboratory => "started by the laboratory",
            Birth.Thread => $"thread started by {By}",
            _ => $"started by {By} with {How.ToString().ToLowerInvariant()}",
        };
    }

    /// <summary>A process began to run another program.</summary>
    /// <param name="Pid">The process.</param>
    /// <param name="Tid">Its only thread now.</param>
    /// <param name="Time">When.</param>
    /// <param name="Program">The program's file, as /proc/PID/exe names it.</param>
    /// <param name="FormerTid">The thread that called execve, where it was not the first.</param>
    public sealed record Executed(int Pid, int Tid, MonotonicTime Time, string Program, int FormerTid) : ProcessEvent(Pid, Tid, Time)
    {
        /// <inheritdoc/>
        public override string What => $"runs {Program}";
    }

    /// <summary>A signal was delivered to a thread.</summary>
    /// <param name="Pid">The process.</param>
    /// <param name="Tid">The thread that the kernel chose.</param>
    /// <param name="Time">When.</param>
    /// <param name="Signal">The signal.</param>
    /// <param name="Sender">The process that sent it, or whose end SIGCHLD tells of; 0 where the kernel sent it.</param>
    /// <param name="Code">si_code: how it was sent.</param>
    public sealed record Signalled(int Pid, int Tid, MonotonicTime Time, Signal Signal, int Sender, int Code) : ProcessEvent(Pid, Tid, Time)
    {
        /// <inheritdoc/>
        public override string What => Sender > 0 ? $"gets {Signal} from {Sender}" : $"gets {Signal}";
    }

    /// <summary>A thread stopped with its whole process.</summary>
    /// <param name="Pid">The process.</param>
    /// <param name="Tid">The thread.</param>
    /// <param name="Time">When.</param>
    /// <param name="Signal">The signal that stopped it.</param>
    public sealed record Stopped(int Pid, int Tid, MonotonicTime Time, Signal Signal) : ProcessEvent(Pid, Tid, Time)
    {
        /// <inheritdoc/>
        public override string What => $"stopped by {Signal}";
    }

    /// <summary>A thread ended; of the first thread: its process.</summary>
    /// <param name="Pid">The process.</param>
    /// <param name="Tid">The thread.</param>
    /// <param name="Time">When.</param>
    /// <param name="Status">How.</param>
    public sealed record Ended(int Pid, int Tid, MonotonicTime Time, ExitStatus Status) : ProcessEvent(Pid, Tid, Time)
    {
        /// <inheritdoc/>
        public override string What => Status.ToString();
    }
}
