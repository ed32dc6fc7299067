using Ipc.Commands;
using Ipc.Tracing;

namespace Ipc.Pipes;

/// <summary>One process of a shell's pipeline, as a trace of the shell showed it.</summary>
/// <param name="Pid">Its process id.</param>
/// <param name="By">The process that made it; 0 for the shell itself.</param>
/// <param name="MadeWith">The system call that made it; empty for the shell itself.</param>
/// <param name="Program">The program that it executed last.</param>
/// <param name="Pipes">How many pipes it made itself.</param>
/// <param name="Inherited">Which end of the shell's pipe it put into the place of which descriptor, before its exec; empty for none.</param>
public sealed record ShellPipelineProcess(
    int Pid,
    [property: Column("made by")] int By,
    [property: Column("with")] string MadeWith,
    string Program,
    [property: Column("pipes made")] int Pipes,
    [property: Column("inherited")] string Inherited) : IObservation
{
    private static readonly string[] Calls = ["pipe", "pipe2", "dup2", "dup3", "fcntl", "execve", "fork", "vfork", "clone", "clone3"];

    /// <summary>Traces a real shell that runs a pipeline.</summary>
    /// <param name="script">The pipeline, as it is typed: "ls / | grep bin".</param>
    /// <returns>The shell and the processes that it made, in the order of their start.</returns>
    /// <exception cref="Native.PosixException">There is no shell, or tracing is not allowed here.</exception>
    public static IReadOnlyList<ShellPipelineProcess> Observe(string script) => Of(SystemCallTracer.Trace(Command.Of("sh", "-c", script), new TraceOptions { Calls = Calls }));

    /// <summary>Finds the processes of a pipeline in a trace of the shell.</summary>
    /// <param name="trace">The trace, with the calls that make pipes, processes and descriptors.</param>
    public static IReadOnlyList<ShellPipelineProcess> Of(SystemCallTrace trace)
    {
        ArgumentNullException.ThrowIfNull(trace);
        var ends = new Dictionary<long, string>();
        var inherited = new Dictionary<int, string>();
        foreach (var call in trace.Calls.Where(call => call.Errno is null))
        {
            if (call.Name is "pipe" or "pipe2" && DescriptorPair.Of(call) is { } pair)
            {
                ends[pair.First] = "read end";
                ends[pair.Second] = "write end";
            }
            else if (call.Name is "dup2" or "dup3" && ends.TryGetValue(call.Arguments[0].Word, out var end) && call.Arguments[1].Word is 0 or 1)
            {
                inherited[call.Pid] = $"{end}, {call.Arguments[0].Word}, as {call.Arguments[1].Word}";
            }
        }

        return [.. trace.Threads.Where(thread => thread.Pid == thread.Tid).Select(process => new ShellPipelineProcess(
            process.Pid,
            process.By,
            trace.Calls.LastOrDefault(call => call.Pid == process.By && call.Result == process.Pid)?.Name ?? "",
            Path.GetFileName(process.Program),
            trace.Calls.Count(call => call.Pid == process.Pid && call is { Name: "pipe" or "pipe2", Errno: null }),
            inherited.GetValueOrDefault(process.Pid, "")))];
    }
}
