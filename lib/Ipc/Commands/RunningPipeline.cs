using Ipc.Children;
using Ipc.Pipes;

namespace Ipc.Commands;

/// <summary>A pipeline whose programs run. Disposing kills and reaps them all.</summary>
public sealed class RunningPipeline : IDisposable
{
    private readonly IReadOnlyList<Command> commands;
    private readonly List<ChildProcess> stages = [];
    private ChildProcess? feeder;

    internal RunningPipeline(IReadOnlyList<Command> commands) => this.commands = commands;

    /// <summary>The processes of the stages, first to last: for a look at /proc while they run.</summary>
    public IReadOnlyList<ChildProcess> Stages => stages;

    /// <summary>Waits until every stage has ended.</summary>
    /// <exception cref="ChildDeadlineException">A stage did not end in time; it was killed, and the others are killed by <see cref="Dispose"/>.</exception>
    public PipelineResult Wait()
    {
        // The last first: what it writes must be taken for the others to get on.
        foreach (var stage in Enumerable.Reverse(stages))
        {
            stage.Wait();
        }

        return new PipelineResult([.. stages.Select((stage, i) =>
        {
            var output = stage.Output;
            return new CommandResult(commands[i].ToString(), stage.Pid, stage.Wait(), output.StandardOutput, output.StandardError, output.DroppedBytes);
        })]);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var stage in stages)
        {
            stage.Dispose();
        }

        feeder?.Dispose();
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join(" | ", commands.Select((command, i) => i < stages.Count ? $"{command} ({stages[i].Pid})" : $"{command}"));

    internal void Add(ChildProcess stage) => stages.Add(stage);

    /// <summary>A child writes the text into a pipe and ends; it dies of SIGPIPE when nobody reads on.</summary>
    internal Pipe Feed(string text, TimeSpan deadline)
    {
        var pipe = Pipe.Create();
        try
        {
            feeder = Fork.Start(
                c =>
                {
                    c.Write(pipe.WriteEnd, text);
                    c.Exit(0);
                },
                new ChildOptions { Deadline = deadline, TraceCapacity = 4 });
        }
        catch
        {
            pipe.Dispose();
            throw;
        }

        pipe.WriteEnd.Close();
        return pipe;
    }

    /// <summary>Throws what the first stage with a failed exec throws.</summary>
    internal void ThrowIfAnExecFailed()
    {
        foreach (var stage in stages.Where(stage => stage.Trace.Steps.Any(step => step.Call == "execve" && step.Errno is not null)))
        {
            stage.Wait();
        }
    }
}
