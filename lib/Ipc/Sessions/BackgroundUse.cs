using Ipc.Children;
using Ipc.Native;

namespace Ipc.Sessions;

/// <summary>What came of it that a process of a background group used its controlling terminal.</summary>
/// <param name="Use">What it did.</param>
/// <param name="Circumstance">What was not as usual; empty where nothing was.</param>
/// <param name="Outcome">"stopped by …", an errno, or what the call returned.</param>
/// <seealso href="https://man7.org/linux/man-pages/man4/tty.4.html"/>
public sealed record BackgroundUse(
    [property: Column("a background process")] string Use,
    [property: Column("where")] string Circumstance,
    [property: Column("what comes of it")] string Outcome) : IObservation
{
    private static readonly IReadOnlyList<Trial> Trials =
    [
        new("reads a line", Signal.SIGTTIN, (c, tty) => c.Read(tty, 16)),
        new("reads a line", Signal.SIGTTIN, (c, tty) => c.Read(tty, 16)) { Ignores = true },
        new("reads a line", Signal.SIGTTIN, (c, tty) => c.Read(tty, 16)) { IsOrphaned = true },
        new("writes a line", Signal.SIGTTOU, (c, tty) => c.Write(tty, "a line\n")),
        new("writes a line", Signal.SIGTTOU, (c, tty) => c.Write(tty, "a line\n")) { StopsWriters = true },
        new("writes a line", Signal.SIGTTOU, (c, tty) => c.Write(tty, "a line\n")) { StopsWriters = true, Ignores = true },
        new("writes a line", Signal.SIGTTOU, (c, tty) => c.Write(tty, "a line\n")) { StopsWriters = true, IsOrphaned = true },
        new("takes the foreground", Signal.SIGTTOU, (c, tty) => c.SetForeground(tty, c.GetPid())),
        new("takes the foreground", Signal.SIGTTOU, (c, tty) => c.SetForeground(tty, c.GetPid())) { Ignores = true },
        new("takes the foreground", Signal.SIGTTOU, (c, tty) => c.SetForeground(tty, c.GetPid())) { IsOrphaned = true },
    ];

    /// <summary>Lets a background process read, write, and take the foreground: as it is, with the signal for that ignored, in a group that has nobody left to let it go on, and with TOSTOP.</summary>
    /// <exception cref="PosixException">There is no pseudo-terminal.</exception>
    public static IReadOnlyList<BackgroundUse> ObserveAll() => [.. Trials.Select(Observe)];

    private static BackgroundUse Observe(Trial trial)
    {
        using var terminal = PseudoTerminal.Create();
        terminal.Modes = terminal.Modes with { StopsBackgroundWriters = trial.StopsWriters };
        using var status = SharedWord.Create();
        Value? use = null;
        using var root = Fork.Start(c =>
        {
            c.BecomeSubreaper(); // an orphan comes to a process of another session
            c.Wait(c.Fork("leader", () =>
            {
                c.SetSession();
                var tty = c.Open(terminal.Path, Unistd.O_RDWR);
                if (trial.IsOrphaned)
                {
                    Orphan(c, tty);
                }
                else
                {
                    Watch(c, tty);
                }

                c.Exit(0);
            }));
            c.Exit(0);
        });
        root.Wait();
        var step = root.StepsOf(use!)[0];
        return new(
            trial.Use,
            trial.Circumstance,
            ExitStatus.FromRaw((int)status.Value) is ExitStatus.Stopped stopped ? $"{stopped}" : step.Errno is { } errno ? $"{step.Call} failed with {errno}" : $"{step.Call} returned {step.Result}");

        // A child in the background; the leader is told when it stops.
        void Watch(ChildProgram c, Value tty)
        {
            var background = c.Fork("background", () => Background(c, tty));
            var told = c.Wait(background, SystemWait.WUNTRACED).Status;
            c.Store(status, told);
            c.If(told.IsNot(0), () =>
            {
                c.Kill(background, Signal.SIGKILL);
                c.Wait(background);
            });
        }

        // Its parent has gone before it uses the terminal; the leader stays, or all would be hung up.
        void Orphan(ChildProgram c, Value tty)
        {
            var over = c.Pipe();
            c.Wait(c.Fork("parent", () =>
            {
                var parent = c.GetPid();
                c.Fork(
                    "background",
                    () =>
                    {
                        c.Silently(() => c.While(() => c.GetParentPid().Is(parent), () => c.Sleep(TimeSpan.FromMilliseconds(1))));
                        Background(c, tty);
                    },
                    survivesParent: true);
                c.Exit(0);
            }));
            c.Close(over.WriteEnd);
            c.Read(over.ReadEnd, 1); // until the background process ends
        }

        void Background(ChildProgram c, Value tty)
        {
            c.SetProcessGroup(0, 0);
            if (trial.Ignores)
            {
                c.SetDisposition(trial.Signal, Disposition.Ignore);
            }

            use = trial.Do(c, tty);
            c.Exit(0);
        }
    }

    /// <summary>A use of the terminal and what is not as usual about it.</summary>
    private sealed record Trial(string Use, Signal Signal, Func<ChildProgram, Value, Value> Do)
    {
        internal bool StopsWriters { get; init; }

        internal bool Ignores { get; init; }

        internal bool IsOrphaned { get; init; }

        internal string Circumstance => string.Join(", ", new[]
        {
            StopsWriters ? "stty tostop" : "",
            Ignores ? $"{Signal} ignored" : "",
            IsOrphaned ? "its parent is gone" : "",
        }.Where(part => part.Length > 0));
    }
}
