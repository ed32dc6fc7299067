using Ipc.Commands;
using Ipc.Native;
using Ipc.Tracing;

namespace Ipc.Pipes;

/// <summary>What one of the ways in which Python's multiprocessing sends an object asks of the kernel.</summary>
/// <param name="Way">The Python that sends: "Queue()", "Pipe()".</param>
/// <param name="MadeWith">The system call that made the descriptor which the object was written to; empty where it was not seen.</param>
/// <param name="Sent">The bytes that were written to it, as a trace shows them.</param>
/// <param name="Pickled">They hold a pickle: its first opcode is PROTO, 0x80.</param>
/// <param name="Received">What the other process printed.</param>
public sealed record PythonTransport(
    string Way,
    [property: Column("made with")] string MadeWith,
    string Sent,
    bool Pickled,
    string Received) : IObservation
{
    /// <summary>The three ways: what makes each, what sends, what receives, and the word in the list that goes over it.</summary>
    private static readonly (string Way, string Make, string Send, string Receive, string Word)[] Ways =
    [
        ("Queue()", "q = m.Queue()", "q.put", "q.get", "queued"),
        ("Pipe(duplex=False)", "r, w = m.Pipe(duplex=False)", "w.send", "r.recv", "one way"),
        ("Pipe()", "r, w = m.Pipe()", "w.send", "r.recv", "both ways"),
    ];

    /// <summary>Traces a python3 that takes each way in turn: a forked process sends a list, the first process prints it.</summary>
    /// <exception cref="PosixException">ENOENT: there is no python3. EPERM: tracing is not allowed here.</exception>
    public static IReadOnlyList<PythonTransport> ObserveAll()
    {
        var turns = Ways.Select(way => $"""
            {way.Make}
            p = m.Process(target=lambda: {way.Send}(['{way.Word}', 42]))
            p.start()
            print({way.Receive}())
            p.join()
            """);
        var script = $"""
            import multiprocessing
            m = multiprocessing.get_context('fork')
            {string.Join('\n', turns)}
            """;
        var trace = SystemCallTracer.Trace(Command.Of("python3", "-c", script), new TraceOptions { Calls = ["pipe", "pipe2", "socketpair", "write", "close"], Deadline = TimeSpan.FromSeconds(20) });
        var printed = trace.Output.StandardOutput.Split('\n');
        return [.. Ways.Select(way => Find(trace, way.Word) is var (maker, sent)
            ? new PythonTransport(way.Way, maker, sent, sent.Contains("\\200\\", StringComparison.Ordinal), printed.FirstOrDefault(line => line.Contains(way.Word, StringComparison.Ordinal)) ?? "")
            : new PythonTransport(way.Way, "", "", false, trace.Output.ToString().Trim()))];
    }

    /// <summary>The bytes with a word that were written to a descriptor of which the trace shows what made it.</summary>
    private static (string Maker, string Sent)? Find(SystemCallTrace trace, string word)
    {
        var makers = new Dictionary<long, string>();
        foreach (var call in trace.Calls.Where(call => call.Errno is null))
        {
            if (call.Name == "close" && call.Pid == trace.Threads[0].Pid)
            {
                makers.Remove(call.Arguments[0].Word);
            }
            else if (call.Name is "pipe" or "pipe2" or "socketpair" && DescriptorPair.Of(call) is { } pair)
            {
                makers[pair.First] = makers[pair.Second] = call.Name;
            }
            else if (call.Name == "write" && call.Arguments[1].Text.Contains(word, StringComparison.Ordinal) && makers.TryGetValue(call.Arguments[0].Word, out var maker))
            {
                return (maker, call.Arguments[1].Text);
            }
        }

        return null;
    }
}
