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
    private const string Object = "['a list', 42]";

    /// <summary>The three ways, each with what sends and what receives.</summary>
    private static readonly (string Way, string Make, string Send, string Receive)[] Ways =
    [
        ("Queue()", "q = m.Queue()", "q.put", "q.get"),
        ("Pipe(duplex=False)", "r, w = m.Pipe(duplex=False)", "w.send", "r.recv"),
        ("Pipe()", "r, w = m.Pipe()", "w.send", "r.recv"),
    ];

    /// <summary>Traces python3 in each way: a forked process sends a list, the first process prints it.</summary>
    /// <exception cref="PosixException">ENOENT: there is no python3. EPERM: tracing is not allowed here.</exception>
    public static IReadOnlyList<PythonTransport> ObserveAll() => [.. Ways.Select(way => Observe(way.Way, way.Make, way.Send, way.Receive))];

    private static PythonTransport Observe(string way, string make, string send, string receive)
    {
        var script = $"""
            import multiprocessing
            m = multiprocessing.get_context('fork')
            {make}
            p = m.Process(target=lambda: {send}({Object}))
            p.start()
            print({receive}())
            p.join()
            """;
        var trace = SystemCallTracer.Trace(Command.Of("python3", "-c", script), new TraceOptions { Calls = ["pipe", "pipe2", "socketpair", "write", "close"], Deadline = TimeSpan.FromSeconds(20) });
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
            else if (call.Name == "write" && call.Arguments[1].Text.Contains("a list", StringComparison.Ordinal) && makers.TryGetValue(call.Arguments[0].Word, out var maker))
            {
                var sent = call.Arguments[1].Text;
                return new PythonTransport(way, maker, sent, sent.Contains("\\200\\", StringComparison.Ordinal), trace.Output.StandardOutput.Trim());
            }
        }

        return new PythonTransport(way, "", "", false, trace.Output.ToString().Trim());
    }
}
