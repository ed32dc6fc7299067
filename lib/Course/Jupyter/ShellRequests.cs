using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Course.Assistance;
using Course.Engine;

namespace Course.Jupyter;

/// <summary>Serves the requests of the shell channel in their order, on one thread.</summary>
internal sealed class ShellRequests(KernelSockets sockets, CellRunner runner, string folder)
{
    private readonly BlockingCollection<JupyterMessage> queue = [];
    private readonly CellExecution cells = new(sockets, runner);
    private readonly AssistanceReplies assistance = new(runner, folder);
    private readonly List<JupyterMessage> aborted = [];
    private Thread? worker;

    /// <summary>Takes a request; it is served when those before it have been.</summary>
    internal void Add(JupyterMessage request)
    {
        if (!queue.IsAddingCompleted)
        {
            queue.Add(request);
        }
    }

    internal void Start()
    {
        worker = new Thread(Work) { IsBackground = true, Name = "shell" };
        worker.Start();
    }

    /// <summary>Interrupts the cell that runs now, if one does.</summary>
    internal void Interrupt() => cells.Interrupt();

    /// <summary>Takes no more requests and interrupts the cell that runs.</summary>
    /// <returns>Whether the thread ended in time.</returns>
    internal bool Stop(TimeSpan patience)
    {
        queue.CompleteAdding();
        while (queue.TryTake(out _))
        {
        }

        Interrupt();
        return worker?.Join(patience) ?? true;
    }

    private void Work()
    {
        foreach (var request in queue.GetConsumingEnumerable())
        {
            Answer(request);
            aborted.ForEach(Abort);
            aborted.Clear();
        }
    }

    private void Answer(JupyterMessage request)
    {
        sockets.State(request, "busy");
        try
        {
            Serve(request);
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException or KeyNotFoundException)
        {
            sockets.Complain($"{request.Type} has a field of the wrong kind: {e.Message}");
            Reply(request, Error("MalformedRequest", e), "error");
        }
        catch (Exception e)
        {
            sockets.Complain($"{request.Type} could not be served: {e}");
            Reply(request, Error(e.GetType().FullName!, e), "error");
        }
        finally
        {
            sockets.State(request, "idle");
        }
    }

    private static JsonObject Error(string name, Exception e) => new() { ["ename"] = name, ["evalue"] = e.Message, ["traceback"] = new JsonArray() };

    private void Serve(JupyterMessage request)
    {
        switch (request.Type)
        {
            case "execute_request":
                cells.Execute(request, () => aborted.AddRange(TakeQueued()));
                break;
            case "kernel_info_request":
                Reply(request, KernelInfo.Content());
                break;
            case "is_complete_request":
                var (status, indent) = Completeness.Of((string?)request.Content["code"] ?? "");
                Reply(request, new JsonObject { ["indent"] = indent }, status);
                break;
            case "complete_request":
                Reply(request, assistance.Complete(request.Content));
                break;
            case "inspect_request":
                Reply(request, assistance.Inspect(request.Content));
                break;
            case "history_request":
                Reply(request, cells.History.Answer(request.Content));
                break;
            case "comm_info_request":
                Reply(request, new JsonObject { ["comms"] = new JsonObject() });
                break;
            case "comm_open":
                // The protocol's answer of a kernel that has no such target.
                sockets.Publish("comm_close", request, new JsonObject { ["comm_id"] = request.Content["comm_id"]?.DeepClone(), ["data"] = new JsonObject() });
                break;
            case "comm_msg" or "comm_close":
                // Of a comm that the kernel has closed: nobody is there to take it, and nothing is wrong.
                break;
            case "shutdown_request":
                Reply(request, new JsonObject { ["restart"] = request.Content["restart"]?.DeepClone() ?? false });
                sockets.Stop();
                break;
            default:
                sockets.Complain($"{request.Type} on the shell channel is not known");
                break;
        }
    }

    private IEnumerable<JupyterMessage> TakeQueued()
    {
        for (var count = queue.Count; count > 0 && queue.TryTake(out var request); count--)
        {
            yield return request;
        }
    }

    /// <summary>A request that came while a cell ran was meant to follow its success: a cell does not run when that did not come.</summary>
    private void Abort(JupyterMessage request)
    {
        if (request.Type != "execute_request")
        {
            Answer(request);
            return;
        }

        sockets.State(request, "busy");
        Reply(request, new JsonObject { ["execution_count"] = cells.Count }, "aborted");
        sockets.State(request, "idle");
    }

    private void Reply(JupyterMessage request, JsonObject content, string status = "ok") => sockets.Reply(Channel.Shell, request, content, status);
}
