using Ipc.Children;
using Ipc.Native;
using Ipc.Pipes;

namespace Ipc.Commands;

/// <summary>Real programs whose outputs are the next one's input, joined by pipes. Immutable: nothing runs until <see cref="Run"/> or <see cref="Start"/>.</summary>
/// <seealso href="https://man7.org/linux/man-pages/man7/pipe.7.html"/>
public sealed class Pipeline
{
    private Pipeline(IReadOnlyList<Command> commands) => Commands = commands;

    /// <summary>The programs, first to last.</summary>
    public IReadOnlyList<Command> Commands { get; }

    /// <summary>A pipeline that begins with a program.</summary>
    /// <param name="program">Its name, looked up along PATH, or its path.</param>
    /// <param name="arguments">Its arguments.</param>
    public static Pipeline Of(string program, params IReadOnlyList<string> arguments) => new([Command.Of(program, arguments)]);

    /// <summary>A pipeline that begins with a command.</summary>
    /// <param name="first">The command.</param>
    public static Pipeline Of(Command first) => new([first]);

    /// <summary>The same with one more stage, which reads what the last one writes.</summary>
    /// <param name="program">Its name or path.</param>
    /// <param name="arguments">Its arguments.</param>
    public Pipeline Then(string program, params IReadOnlyList<string> arguments) => Then(Command.Of(program, arguments));

    /// <summary>The same with one more stage, which reads what the last one writes.</summary>
    /// <param name="next">The stage.</param>
    /// <exception cref="InvalidOperationException">The stage has an input of its own.</exception>
    public Pipeline Then(Command next)
    {
        ArgumentNullException.ThrowIfNull(next);
        return next.Input is null
            ? new([.. Commands, next])
            : throw new InvalidOperationException($"{next} reads the pipe of the stage before it: only the first stage can have an input text");
    }

    /// <summary>The same with another deadline for every stage.</summary>
    /// <param name="deadline">How long each may live before it is killed.</param>
    public Pipeline WithDeadline(TimeSpan deadline) => new([.. Commands.Select(command => command with { Deadline = deadline })]);

    /// <summary>Starts every stage, each forked and exec'd by this process, as a shell does.</summary>
    /// <returns>The running pipeline, once every exec has succeeded. Disposing it kills and reaps all stages.</returns>
    /// <exception cref="PosixException">A stage could not be executed (ENOENT, EACCES, ENOEXEC) or forked for; nothing is left running.</exception>
    public RunningPipeline Start()
    {
        var files = new List<string>();
        foreach (var command in Commands)
        {
            files.Add(command.FindFile());
        }

        var running = new RunningPipeline(Commands);
        // Close-on-exec: its read end sees end of file when every stage has exec'd, or has failed to.
        using var execs = Pipe.Create();
        Pipe? before = null;
        Pipe? behind = null;
        try
        {
            before = Commands[0].Input is { } text ? running.Feed(text, Commands[0].Deadline) : null;
            for (var i = 0; i < Commands.Count; i++)
            {
                behind = i + 1 < Commands.Count ? Pipe.Create() : null;
                running.Add(StartStage(Commands[i], files[i], before, behind, execs));
                before?.Dispose();
                // A write end left open here would keep the next stage from ever seeing end of file.
                behind?.WriteEnd.Close();
                (before, behind) = (behind, null);
            }

            execs.WriteEnd.Close();
            execs.ReadEnd.Read(1);
            running.ThrowIfAnExecFailed();
            return running;
        }
        catch
        {
            running.Dispose();
            before?.Dispose();
            behind?.Dispose();
            throw;
        }
    }

    /// <summary>Runs the pipeline until every stage has ended.</summary>
    /// <exception cref="PosixException">A stage could not be executed; nothing is left running.</exception>
    /// <exception cref="ChildDeadlineException">A stage did not end in time; all were killed.</exception>
    public PipelineResult Run()
    {
        using var running = Start();
        return running.Wait();
    }

    /// <summary>The pipeline as a shell would be given it.</summary>
    public override string ToString() => string.Join(" | ", Commands);

    /// <summary>The order matters: who is no longer root cannot change groups. A change of user also clears the signal at the parent's death.</summary>
    internal static void Become(ChildProgram c, int user)
    {
        c.ClearGroups();
        c.SetGroup(user);
        c.If(c.SetUser(user).IsNot(0), () => c.Exit(Command.NotAllowed));
        c.KillWithParent();
    }

    private static ChildProcess StartStage(Command command, string file, Pipe? before, Pipe? behind, Pipe execs) =>
        Fork.Start(
            c =>
            {
                if (before is not null)
                {
                    c.Dup2(before.ReadEnd, 0);
                }

                if (behind is not null)
                {
                    c.Dup2(behind.WriteEnd, 1);
                }

                if (command.User is { } user)
                {
                    Become(c, user);
                }

                c.Inherit(execs.WriteEnd);
                c.Exec(file, command.Arguments, command.EnvironmentVector(), command.Program);
            },
            new ChildOptions { Deadline = command.Deadline, TraceCapacity = 16 });
}
