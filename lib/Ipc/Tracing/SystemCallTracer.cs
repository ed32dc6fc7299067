using Ipc.Children;
using Ipc.Commands;
using Ipc.Native;

namespace Ipc.Tracing;

/// <summary>Runs a program and shows every system call that it and all that it makes ask of the kernel. It needs no other program: ptrace(2) alone.</summary>
/// <seealso href="https://man7.org/linux/man-pages/man2/ptrace.2.html"/>
public static class SystemCallTracer
{
    private const int MostTextBytes = 1 << 20;

    /// <summary>Traces a command line from its execve on.</summary>
    /// <param name="program">A program's name, looked up along PATH, or its path.</param>
    /// <param name="arguments">Its arguments; no shell reads them, unless the program is one.</param>
    /// <exception cref="PosixException">The program could not be executed, or tracing is not allowed here: EPERM.</exception>
    public static SystemCallTrace Trace(string program, params IReadOnlyList<string> arguments) => Trace(Command.Of(program, arguments));

    /// <summary>Traces a command from its execve on.</summary>
    /// <param name="command">The program, its arguments and environment, and its deadline where the options leave that open.</param>
    /// <param name="options">What is traced, or <c>null</c> for <see cref="TraceOptions.Default"/>.</param>
    /// <exception cref="ArgumentException">The command has a user or an input of its own.</exception>
    /// <exception cref="PosixException">The program could not be executed, or tracing is not allowed here: EPERM.</exception>
    public static SystemCallTrace Trace(Command command, TraceOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(command);
        if (command.User is not null || command.Input is not null)
        {
            throw new ArgumentException("a traced command runs as this process's user and has no input: record what comes before its exec, and trace that", nameof(command));
        }

        var file = command.FindFile();
        return Run(
            c => c.Exec(file, command.Arguments, command.EnvironmentVector(), command.Program),
            options ?? TraceOptions.Default with { Deadline = command.Deadline },
            command.ToString(),
            isCommand: true);
    }

    /// <summary>Traces a recorded child program, from its first step on. The laboratory's own calls in the child are left out.</summary>
    /// <param name="steps">Records the child's program; it runs here, in the parent.</param>
    /// <param name="options">What is traced, or <c>null</c> for <see cref="TraceOptions.Default"/>.</param>
    /// <exception cref="InvalidOperationException">The program is wrong; nothing was started.</exception>
    /// <exception cref="PosixException">Tracing is not allowed here: EPERM.</exception>
    public static SystemCallTrace Trace(Action<ChildProgram> steps, TraceOptions? options = null) =>
        Run(steps, options ?? TraceOptions.Default, "child", isCommand: false);

    /// <summary>One trace that nobody sees: what the runtime compiles in the first one would hold the tracee up and look like time of its calls.</summary>
    private static readonly Lazy<SystemCallTrace> WarmUp = new(() => RunOnce(
        c =>
        {
            c.Write(1, "warm");
            c.Wait(c.Fork("grandchild", () => c.Exec("/bin/true")));
            c.Exit(0);
        },
        TraceOptions.Default,
        "warm-up",
        isCommand: false), LazyThreadSafetyMode.PublicationOnly);

    private static SystemCallTrace Run(Action<ChildProgram> steps, TraceOptions options, string command, bool isCommand)
    {
        _ = WarmUp.Value;
        return RunOnce(steps, options, command, isCommand);
    }

    private static SystemCallTrace RunOnce(Action<ChildProgram> steps, TraceOptions options, string command, bool isCommand)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.CallCapacity, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.ThreadLimit, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfNegative(options.TextBytes, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.TextBytes, MostTextBytes, nameof(options));
        using var tracer = new Tracer(options);
        using var child = ChildProcess.Start(ChildProgram.Record(steps), cloneFlags: null, new ChildOptions { Deadline = options.Deadline }, tracer);
        var overdue = false;
        try
        {
            child.Wait();
        }
        catch (ChildDeadlineException)
        {
            overdue = true;
        }
        catch (PosixException e) when (e.Call == "execve" && !isCommand)
        {
            // A failed exec is one of the calls that the trace shows.
        }

        var recorder = tracer.Recorder;
        return new SystemCallTrace(
            command,
            recorder.Calls(),
            recorder.Events(),
            child.Status!,
            child.Output,
            recorder.Lost,
            tracer.Broken ?? (overdue ? $"it did not end within {options.Deadline.TotalSeconds} s" : null))
        {
            Program = isCommand ? null : child.Trace,
            Hang = child.Hang,
        };
    }
}
