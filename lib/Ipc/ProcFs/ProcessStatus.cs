using System.Globalization;
using Ipc.Native;

namespace Ipc.ProcFs;

/// <summary>A process as /proc/PID/status shows it: identities, memory, signals. A zombie has no memory lines any more.</summary>
/// <param name="Name">The name of its program, at most 15 bytes.</param>
/// <param name="State">What it does.</param>
/// <param name="ThreadGroup">Tgid: the process id, the same for all its threads.</param>
/// <param name="Pid">The thread's id; of the first thread it is the process id.</param>
/// <param name="ParentPid">Its parent's process id.</param>
/// <param name="TracerPid">Who traces it, or 0.</param>
/// <param name="RealUser">The real user id.</param>
/// <param name="EffectiveUser">The effective user id, which permissions go by.</param>
/// <param name="Threads">Threads of the process.</param>
/// <param name="PeakResidentBytes">VmHWM: the most that was ever in memory; <c>null</c> once it has ended.</param>
/// <param name="ResidentBytes">VmRSS: what is in memory; <c>null</c> once it has ended.</param>
/// <param name="AnonymousBytes">RssAnon: the part of it that no file stands behind; <c>null</c> once it has ended.</param>
/// <param name="Pending">ShdPnd and SigPnd: signals that wait to be delivered, to the process or to this thread.</param>
/// <param name="Blocked">SigBlk: signals that this thread has blocked.</param>
/// <param name="Ignored">SigIgn: signals that the process ignores explicitly.</param>
/// <param name="Caught">SigCgt: signals that have a handler.</param>
/// <param name="VoluntarySwitches">How often this thread gave up the CPU to wait.</param>
/// <param name="InvoluntarySwitches">How often the CPU was taken from it.</param>
/// <seealso href="https://man7.org/linux/man-pages/man5/proc_pid_status.5.html"/>
public sealed record ProcessStatus(
    string Name,
    ProcessState State,
    [property: Column("tgid")] int ThreadGroup,
    int Pid,
    [property: Column("parent")] int ParentPid,
    [property: Column("tracer")] int TracerPid,
    int RealUser,
    int EffectiveUser,
    int Threads,
    [property: Column(Unit = "bytes")] long? PeakResidentBytes,
    [property: Column(Unit = "bytes")] long? ResidentBytes,
    [property: Column(Unit = "bytes")] long? AnonymousBytes,
    SignalSet Pending,
    SignalSet Blocked,
    SignalSet Ignored,
    SignalSet Caught,
    long VoluntarySwitches,
    long InvoluntarySwitches) : IObservation
{
    /// <summary>VmPTE: its page tables, which fork makes anew for the child; <c>null</c> once it has ended.</summary>
    [Column("page tables", Unit = "bytes")]
    public long? PageTableBytes { get; init; }

    /// <summary>The process as it is now.</summary>
    /// <param name="pid">Its process id.</param>
    /// <exception cref="PosixException">ENOENT: there is no such process.</exception>
    public static ProcessStatus Of(int pid) => Parse(ProcFile.ReadText($"/proc/{pid}/status"));

    /// <summary>A process or thread now, or <c>null</c> where there is none.</summary>
    /// <param name="pid">Its process or thread id.</param>
    public static ProcessStatus? Find(int pid) => ProcFile.TryReadText($"/proc/{pid}/status") is { } text ? Parse(text) : null;

    internal static ProcessStatus Parse(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(':', 2))
            .ToDictionary(pair => pair[0], pair => pair[1].Trim());
        string[] Words(string key) => lines.TryGetValue(key, out var value) ? value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) : ["0"];
        long Number(string key, int word = 0) => long.Parse(Words(key)[word], CultureInfo.InvariantCulture);
        long? Bytes(string key) => lines.ContainsKey(key) ? Number(key) * 1024 : null;
        SignalSet Signals(string key) => SignalSet.Parse(Words(key)[0]);
        return new ProcessStatus(
            lines["Name"],
            ProcessStat.StateOf(lines["State"][0]),
            (int)Number("Tgid"),
            (int)Number("Pid"),
            (int)Number("PPid"),
            (int)Number("TracerPid"),
            (int)Number("Uid"),
            (int)Number("Uid", 1),
            (int)Number("Threads"),
            Bytes("VmHWM"),
            Bytes("VmRSS"),
            Bytes("RssAnon"),
            new SignalSet(Signals("ShdPnd").Bits | Signals("SigPnd").Bits),
            Signals("SigBlk"),
            Signals("SigIgn"),
            Signals("SigCgt"),
            Number("voluntary_ctxt_switches"),
            Number("nonvoluntary_ctxt_switches"))
        {
            PageTableBytes = Bytes("VmPTE"),
        };
    }
}
