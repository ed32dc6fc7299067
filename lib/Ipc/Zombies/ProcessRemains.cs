using Ipc.Native;
using Ipc.ProcFs;

namespace Ipc.Zombies;

/// <summary>What the kernel still has of a process at one moment: alive, dead, or waited for.</summary>
/// <param name="Pid">Its process id.</param>
/// <param name="State">What it does; <c>null</c> once it is gone.</param>
/// <param name="Command">The name of its program.</param>
/// <param name="ParentPid">Its parent.</param>
/// <param name="MemoryBytes">The size of its address space.</param>
/// <param name="StatusWord">The integer kept for wait(2), from the last field of /proc/PID/stat; 0 for a process that lives.</param>
/// <param name="PidInUse">Whether kill(2) with signal 0 finds a process of that id.</param>
public sealed record ProcessRemains(
    int Pid,
    ProcessState? State,
    string? Command,
    [property: Column("parent")] int? ParentPid,
    [property: Column("memory", Unit = "bytes")] long? MemoryBytes,
    [property: Column(Hidden = true)] int? StatusWord,
    bool PidInUse) : IObservation
{
    /// <summary>The integer kept for wait(2), in hexadecimal.</summary>
    [Column("kept status")]
    public string? Status => StatusWord is { } word ? $"0x{word:x4}" : null;

    /// <summary>What is left of a process now. One that is just disappearing counts as gone.</summary>
    /// <param name="pid">Its process id.</param>
    /// <seealso href="https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html"/>
    public static ProcessRemains Of(int pid)
    {
        var stat = ProcessStat.Find(pid);
        while (stat?.State == ProcessState.Dead)
        {
            Thread.Yield();
            stat = ProcessStat.Find(pid);
        }

        return new ProcessRemains(pid, stat?.State, stat?.Command, stat?.ParentPid, stat?.VirtualBytes, stat?.ExitCode, SystemWait.Kill(pid, (int)Signal.None) == 0);
    }

    /// <summary>What lasts of a process once it is dead: a zombie, or nothing. Between the two, death itself passes through a zombie's state for a moment.</summary>
    /// <param name="pid">Its process id.</param>
    /// <exception cref="TimeoutException">It did not die.</exception>
    internal static ProcessRemains OnceDead(int pid)
    {
        ProcessRemains Dead()
        {
            var seen = Of(pid);
            return SpinWait.SpinUntil(() => (seen = Of(pid)).State is null or ProcessState.Zombie, TimeSpan.FromSeconds(5))
                ? seen
                : throw new TimeoutException($"process {pid} is {seen.State} and not dead");
        }

        if (Dead().State == ProcessState.Zombie)
        {
            // kill(2) to a group takes the kernel's lock of all processes, which an exit holds while it decides whether a zombie stays.
            _ = SystemWait.Kill(0, (int)Signal.None);
        }

        return Dead();
    }

    /// <summary>The state as a word of a sentence.</summary>
    internal static string Name(ProcessState? state) => state?.ToString().ToLowerInvariant() ?? "gone";
}
