using Ipc.Children;
using Ipc.Native;

namespace Ipc.Zombies;

/// <summary>A way for a process to end, and the status that its parent should learn.</summary>
public sealed record Ending
{
    private readonly Action<ChildProgram> steps;

    private Ending(string name, ExitStatus status, Action<ChildProgram> steps)
    {
        Name = name;
        Status = status;
        this.steps = steps;
    }

    /// <summary>What the process does, such as "exit(7)" or "SIGKILL".</summary>
    public string Name { get; }

    /// <summary>How it will have ended.</summary>
    public ExitStatus Status { get; }

    /// <summary>It calls exit.</summary>
    /// <param name="code">What it passes; its parent learns the low eight bits.</param>
    /// <seealso href="https://man7.org/linux/man-pages/man2/_exit.2.html"/>
    public static Ending Exit(int code) => new($"exit({code})", new ExitStatus.Exited(code & 0xff), c => c.Exit(code));

    /// <summary>A signal ends it.</summary>
    /// <param name="signal">One that ends a process and writes no core file: SIGTERM, SIGKILL, SIGUSR1.</param>
    public static Ending Signal(Signal signal) => new($"{signal}", new ExitStatus.Signaled(signal, CoreDumped: false), c =>
    {
        c.Raise(signal);
        c.Exit(0);
    });

    /// <summary>It becomes a shell, which exits.</summary>
    /// <param name="code">The shell's exit code: 0 to 255.</param>
    public static Ending Program(int code) => new($"sh -c 'exit {code}'", new ExitStatus.Exited(code), c => c.Exec("/bin/sh", ["-c", $"exit {code}"]));

    /// <inheritdoc/>
    public override string ToString() => Name;

    internal void Record(ChildProgram program) => steps(program);
}
