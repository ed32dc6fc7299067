using Ipc.Children;
using Ipc.Native;
using Ipc.ProcFs;

namespace Ipc.Zombies;

/// <summary>The integer that wait(2) brought about a child, its bits, and the same facts as the signal SIGCHLD told them.</summary>
/// <param name="Happened">What happened to the child.</param>
/// <param name="State">What the child was when the integer was there to be had.</param>
/// <param name="Raw">The integer.</param>
/// <param name="Expected">What it should mean, from what was done to the child.</param>
/// <param name="StatusWord">The integer that /proc/PID/stat showed for the zombie; <c>null</c> for a child that lived.</param>
/// <param name="Event">si_code of the SIGCHLD that came with it.</param>
/// <param name="SigInfoStatus">si_status of that SIGCHLD: an exit code or a signal.</param>
public sealed record StatusInteger(
    string Happened,
    [property: Column("child was")] ProcessState State,
    [property: Column(Hidden = true)] int Raw,
    [property: Column(Hidden = true)] ExitStatus Expected,
    [property: Column(Hidden = true)] int? StatusWord,
    [property: Column("SIGCHLD said")] ChildEvent Event,
    [property: Column("with")] int SigInfoStatus) : IObservation
{
    /// <summary>The integer in hexadecimal.</summary>
    [Column("status")]
    public string Hexadecimal => $"0x{Raw:x4}";

    /// <summary>WEXITSTATUS and WSTOPSIG: the exit code, or the signal that stopped.</summary>
    [Column("bits 15–8")]
    public int HighByte => (Raw >> 8) & 0xff;

    /// <summary>WCOREDUMP.</summary>
    [Column("bit 7")]
    public int CoreBit => (Raw >> 7) & 1;

    /// <summary>WTERMSIG: 0 for an exit, 127 for a stop.</summary>
    [Column("bits 6–0")]
    public int LowBits => Raw & 0x7f;

    /// <summary>What the W* macros make of it.</summary>
    public ExitStatus Meaning => ExitStatus.FromRaw(Raw);

    /// <summary>Whether integer, zombie and signal all tell what was done to the child.</summary>
    [Column(Hidden = true)]
    public bool Agrees =>
        Meaning == Expected
        && (StatusWord ?? Raw) == Raw
        && (Event, SigInfoStatus) == Expected switch
        {
            ExitStatus.Exited exited => (ChildEvent.CLD_EXITED, exited.Code),
            ExitStatus.Signaled signaled => (signaled.CoreDumped ? ChildEvent.CLD_DUMPED : ChildEvent.CLD_KILLED, (int)signaled.Signal),
            ExitStatus.Stopped stopped => (ChildEvent.CLD_STOPPED, (int)stopped.Signal),
            _ => (ChildEvent.CLD_CONTINUED, (int)Signal.SIGCONT),
        };

    /// <summary>Children that exit, that signals end, and one that is stopped and continued first; with a core file where this machine writes them into the working directory.</summary>
    /// <seealso href="https://man7.org/linux/man-pages/man2/wait.2.html"/>
    public static IReadOnlyList<StatusInteger> ObserveAll() =>
    [
        Observe(Ending.Exit(0)),
        Observe(Ending.Exit(7)),
        Observe(Ending.Exit(300)),
        Observe(Ending.Signal(Signal.SIGTERM)),
        Observe(Ending.Signal(Signal.SIGKILL)),
        .. CoreDump.Observe() is { } dumped ? [dumped] : Array.Empty<StatusInteger>(),
        .. StopAndContinue.Observe(),
    ];

    /// <summary>A child ends; its parent handles SIGCHLD and then waits.</summary>
    /// <param name="ending">How it ends.</param>
    public static StatusInteger Observe(Ending ending)
    {
        ArgumentNullException.ThrowIfNull(ending);
        return Observe(ending.Name, () => ending.Status, ending.Record);
    }

    internal static StatusInteger Observe(string happened, Func<ExitStatus> expected, Action<ChildProgram> ending)
    {
        using var looking = new Checkpoint();
        using var status = SharedWord.Create();
        Value? fork = null;
        using var parent = Fork.Start(c =>
        {
            c.BecomeSubreaper();
            c.SetDisposition(Signal.SIGCHLD, Disposition.Handler, restart: true);
            fork = c.Fork("child", () => ending(c));
            c.WaitUntilEnded(fork);
            looking.Stop(c);
            c.Store(status, c.Wait(fork).Status);
            c.Exit(0);
        });
        var dead = looking.Look(parent, () => ProcessRemains.Of((int)parent.StepsOf(fork!)[0].Result));
        parent.Wait();
        return Of(happened, dead.State!.Value, (int)status.Value, expected(), dead.StatusWord, parent.Signals[0]);
    }

    internal static StatusInteger Of(string happened, ProcessState state, int raw, ExitStatus expected, int? statusWord, ReceivedSignal signal) =>
        new(happened, state, raw, expected, statusWord, (ChildEvent)signal.Code, (int)signal.Value);
}
