using System.Globalization;
using Ipc.Native;

namespace Ipc.ProcFs;

/// <summary>A process, or one thread of it, as /proc/PID/stat shows it. A zombie still has one.</summary>
/// <param name="Pid">Its process id, or the thread's id.</param>
/// <param name="Command">The name of its program, at most 15 bytes.</param>
/// <param name="State">What it does.</param>
/// <param name="ParentPid">Its parent's process id; 0 where the parent is outside this pid namespace.</param>
/// <param name="ProcessGroup">The process group: the pid of its leader.</param>
/// <param name="Session">The session: the pid of its leader.</param>
/// <param name="Terminal">The controlling terminal's device number, or 0.</param>
/// <param name="ForegroundGroup">The foreground process group of that terminal, or −1.</param>
/// <param name="MinorFaults">Page faults that needed no disk.</param>
/// <param name="MajorFaults">Page faults that did.</param>
/// <param name="UserTime">CPU time in user mode, in steps of 10 ms.</param>
/// <param name="SystemTime">CPU time in the kernel, in steps of 10 ms.</param>
/// <param name="Threads">Threads of the process.</param>
/// <param name="StartedAfterBoot">When it began, counted from boot, in steps of 10 ms.</param>
/// <param name="VirtualBytes">Size of the address space.</param>
/// <param name="ResidentBytes">How much of it is in memory.</param>
/// <param name="Cpu">The CPU that it ran on last.</param>
/// <param name="ExitCode">The status that wait(2) will bring, once it has ended; 0 before, and where its owner is another user.</param>
/// <seealso href="https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html"/>
public sealed record ProcessStat(
    int Pid,
    string Command,
    ProcessState State,
    [property: Column("parent")] int ParentPid,
    [property: Column("pgid")] int ProcessGroup,
    [property: Column("sid")] int Session,
    [property: Column(Hidden = true)] int Terminal,
    [property: Column(Hidden = true)] int ForegroundGroup,
    [property: Column(Hidden = true)] long MinorFaults,
    [property: Column(Hidden = true)] long MajorFaults,
    [property: Column(Hidden = true)] TimeSpan UserTime,
    [property: Column(Hidden = true)] TimeSpan SystemTime,
    int Threads,
    [property: Column(Hidden = true)] TimeSpan StartedAfterBoot,
    [property: Column(Unit = "bytes")] long VirtualBytes,
    [property: Column(Unit = "bytes")] long ResidentBytes,
    [property: Column(Hidden = true)] int Cpu,
    [property: Column(Hidden = true)] int ExitCode) : IObservation
{
    /// <summary>The controlling terminal by its name: "pts/3", "tty1"; "none" where it has none.</summary>
    [Column(Hidden = true)]
    public string TerminalName => Terminals.NameOf(Terminal);

    private const long TicksPerSecond = 100; // USER_HZ, the unit of times in /proc on every Linux architecture
    private const int AfterCommand = 3; // field 3 of proc_pid_stat(5) is the first behind the command's parenthesis

    /// <summary>The process as it is now.</summary>
    /// <param name="pid">Its process id.</param>
    /// <exception cref="PosixException">ENOENT: there is no such process, or it has been waited for.</exception>
    public static ProcessStat Of(int pid) => Parse(ProcFile.ReadText($"/proc/{pid}/stat"));

    /// <summary>The process as it is now, or <c>null</c> where there is none with this id.</summary>
    /// <param name="pid">Its process id.</param>
    public static ProcessStat? Find(int pid) => ProcFile.TryReadText($"/proc/{pid}/stat") is { } text ? Parse(text) : null;

    /// <summary>Every thread of a process, from /proc/PID/task: each has an id of its own, the first, which comes first here, that of the process.</summary>
    /// <param name="pid">The process id.</param>
    /// <exception cref="PosixException">ENOENT: there is no such process.</exception>
    public static IReadOnlyList<ProcessStat> ThreadsOf(int pid) =>
        [.. ProcFile.Numbers($"/proc/{pid}/task")
            .OrderBy(tid => tid != pid)
            .Select(tid => ProcFile.TryReadText($"/proc/{pid}/task/{tid}/stat"))
            .Where(text => text is not null)
            .Select(text => Parse(text!))];

    /// <summary>Waits until the process is in a state, looking again and again.</summary>
    /// <param name="pid">Its process id.</param>
    /// <param name="state">The state to wait for.</param>
    /// <param name="deadline">How long at most; 20 s unless told otherwise.</param>
    /// <returns>The process in that state.</returns>
    /// <exception cref="TimeoutException">It did not get there; the message says what it did instead.</exception>
    /// <exception cref="PosixException">ENOENT: it is gone.</exception>
    public static ProcessStat WaitFor(int pid, ProcessState state, TimeSpan? deadline = null)
    {
        var patience = deadline ?? TimeSpan.FromSeconds(20);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        while (true)
        {
            var stat = Of(pid);
            if (stat.State == state)
            {
                return stat;
            }

            if (watch.Elapsed > patience)
            {
                throw new TimeoutException($"process {pid} was {stat.State} and not {state} after {patience.TotalSeconds} s");
            }

            Thread.Yield();
        }
    }

    internal static ProcessStat Parse(string text)
    {
        // The command stands in parentheses and may hold any character, parentheses and spaces too.
        var open = text.IndexOf('(', StringComparison.Ordinal);
        var close = text.LastIndexOf(')');
        var fields = text[(close + 2)..].TrimEnd().Split(' ');
        long Field(int number) => long.Parse(fields[number - AfterCommand], CultureInfo.InvariantCulture);
        TimeSpan Time(int number) => TimeSpan.FromTicks(Field(number) * (TimeSpan.TicksPerSecond / TicksPerSecond));
        return new ProcessStat(
            int.Parse(text[..open], CultureInfo.InvariantCulture),
            text[(open + 1)..close],
            StateOf(fields[0][0]),
            (int)Field(4),
            (int)Field(5),
            (int)Field(6),
            (int)Field(7),
            (int)Field(8),
            Field(10),
            Field(12),
            Time(14),
            Time(15),
            (int)Field(20),
            Time(22),
            Field(23),
            Field(24) * Environment.SystemPageSize,
            (int)Field(39),
            (int)Field(52));
    }

    internal static ProcessState StateOf(char letter) =>
        Enum.IsDefined((ProcessState)letter) ? (ProcessState)letter : ProcessState.Unknown;
}
