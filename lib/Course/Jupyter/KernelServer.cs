using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Course.Engine;
using Course.Notebooks;
using NetMQ;
using NetMQ.Sockets;

namespace Course.Jupyter;

/// <summary>The kernel: serves the protocol's five sockets. Cells run one after the other on a thread of their own, so control is answered meanwhile.</summary>
internal sealed class KernelServer : IDisposable
{
    private readonly ConnectionFile connection;
    private readonly CSharpSession cells;
    private readonly string session = Guid.NewGuid().ToString();
    private readonly RouterSocket shell = new(), control = new(), stdin = new();
    private readonly ResponseSocket heartbeat = new();
    private readonly PublisherSocket iopub = new();
    private readonly NetMQQueue<(NetMQSocket Socket, JupyterMessage Message)> outgoing = new();
    private readonly BlockingCollection<JupyterMessage> requests = [];
    private readonly NetMQPoller poller;
    private readonly Thread worker;
    private readonly TimeSpan linger = TimeSpan.FromSeconds(1);
    private CancellationTokenSource? running;
    private int executionCount;

    internal KernelServer(ConnectionFile connection, string folder)
    {
        this.connection = connection;
        cells = new CSharpSession(folder);
        foreach (var (socket, port) in new (NetMQSocket, int)[] { (shell, connection.ShellPort), (control, connection.ControlPort), (stdin, connection.StdinPort), (heartbeat, connection.HeartbeatPort), (iopub, connection.IopubPort) })
        {
            socket.Options.Linger = linger;
            socket.Options.SendHighWatermark = 0;
            socket.Bind(connection.Address(port));
        }

        poller = [shell, control, stdin, heartbeat, outgoing];
        shell.ReceiveReady += (_, _) => Receive(shell, request => requests.Add(request));
        control.ReceiveReady += (_, _) => Receive(control, Control);
        stdin.ReceiveReady += (_, _) => Receive(stdin, _ => { });
        heartbeat.ReceiveReady += (_, _) => heartbeat.SendFrame(heartbeat.ReceiveFrameBytes());
        outgoing.ReceiveReady += (_, _) => Send();
        worker = new Thread(Work, 16 << 20) { IsBackground = true, Name = "cells" };
    }

    /// <summary>Serves until a shutdown request has been answered.</summary>
    internal void Run()
    {
        worker.Start();
        poller.Run();
    }

    internal void Stop() => poller.Stop();

    public void Dispose()
    {
        poller.Dispose();
        foreach (var socket in new NetMQSocket[] { shell, control, stdin, heartbeat, iopub })
        {
            socket.Dispose();
        }

        requests.Dispose();
    }

    private void Receive(NetMQSocket socket, Action<JupyterMessage> serve)
    {
        var frames = socket.ReceiveMultipartMessage();
        if (JupyterMessage.TryParse(frames, connection.Key, out var message, out var fault))
        {
            serve(message);
        }
        else
        {
            Console.Error.WriteLine($"course kernel: a message was dropped: {fault}");
        }
    }

    private void Send()
    {
        while (outgoing.TryDequeue(out var item, TimeSpan.Zero))
        {
            item.Socket.SendMultipartMessage(item.Message.ToFrames(connection.Key));
        }
    }

    private void Reply(NetMQSocket socket, JupyterMessage request, JsonObject content, string status = "ok")
    {
        content["status"] ??= status;
        outgoing.Enqueue((socket, JupyterMessage.New(request.Type.Replace("_request", "_reply", StringComparison.Ordinal), content, session, request.Header, request.Identities)));
    }

    private void Publish(string type, JupyterMessage parent, JsonObject content) =>
        outgoing.Enqueue((iopub, JupyterMessage.New(type, content, session, parent.Header, [System.Text.Encoding.UTF8.GetBytes($"kernel.{session}.{type}")])));

    private void State(JupyterMessage parent, string state) => Publish("status", parent, new JsonObject { ["execution_state"] = state });

    private void Control(JupyterMessage request)
    {
        State(request, "busy");
        switch (request.Type)
        {
            case "interrupt_request":
                running?.Cancel();
                Reply(control, request, []);
                break;
            case "shutdown_request":
                Reply(control, request, new JsonObject { ["restart"] = request.Content["restart"]?.DeepClone() ?? false });
                break;
            case "kernel_info_request":
                Reply(control, request, KernelInfo.Content());
                break;
        }

        State(request, "idle");
        if (request.Type == "shutdown_request")
        {
            Send();
            poller.StopAsync();
        }
    }

    private void Work()
    {
        foreach (var request in requests.GetConsumingEnumerable())
        {
            State(request, "busy");
            try
            {
                Serve(request);
            }
            catch (Exception e) when (e is InvalidOperationException or FormatException or KeyNotFoundException)
            {
                Console.Error.WriteLine($"course kernel: {request.Type} has a field of the wrong kind: {e.Message}");
                Reply(shell, request, new JsonObject { ["ename"] = "MalformedRequest", ["evalue"] = e.Message, ["traceback"] = new JsonArray() }, "error");
            }

            State(request, "idle");
        }
    }

    private void Serve(JupyterMessage request)
    {
        switch (request.Type)
        {
            case "execute_request":
                Execute(request);
                break;
            case "kernel_info_request":
                Reply(shell, request, KernelInfo.Content());
                break;
            case "is_complete_request":
                var incomplete = CSharpSession.IsIncomplete((string?)request.Content["code"] ?? "");
                Reply(shell, request, new JsonObject { ["indent"] = "" }, incomplete ? "incomplete" : "complete");
                break;
            case "complete_request":
                var cursor = (int?)request.Content["cursor_pos"] ?? 0;
                Reply(shell, request, new JsonObject { ["matches"] = new JsonArray(), ["cursor_start"] = cursor, ["cursor_end"] = cursor, ["metadata"] = new JsonObject() });
                break;
            case "inspect_request":
                Reply(shell, request, new JsonObject { ["found"] = false, ["data"] = new JsonObject(), ["metadata"] = new JsonObject() });
                break;
            case "history_request":
                Reply(shell, request, new JsonObject { ["history"] = new JsonArray() });
                break;
            case "comm_info_request":
                Reply(shell, request, new JsonObject { ["comms"] = new JsonObject() });
                break;
            case "comm_open":
                Publish("comm_close", request, new JsonObject { ["comm_id"] = request.Content["comm_id"]?.DeepClone(), ["data"] = new JsonObject() });
                break;
            case "shutdown_request":
                Reply(shell, request, new JsonObject { ["restart"] = false });
                poller.StopAsync();
                break;
        }
    }

    private void Execute(JupyterMessage request)
    {
        var code = (string?)request.Content["code"] ?? "";
        var silent = (bool?)request.Content["silent"] ?? false;
        if (!silent)
        {
            executionCount++;
            Publish("execute_input", request, new JsonObject { ["code"] = code, ["execution_count"] = executionCount });
        }

        using var cancel = new CancellationTokenSource();
        running = cancel;
        var result = cells.Run(code, new Iopub(this, request, silent), cancel.Token);
        running = null;
        if (result is CellResult.Failed failed)
        {
            JsonObject Content() => new()
            {
                ["ename"] = failed.Name,
                ["evalue"] = failed.Message,
                ["traceback"] = new JsonArray([.. failed.Traceback.Select(line => (JsonNode)line)]),
            };
            Publish("error", request, Content());
            var reply = Content();
            reply["execution_count"] = executionCount;
            Reply(shell, request, reply, "error");
            if ((bool?)request.Content["stop_on_error"] ?? true)
            {
                AbortQueued();
            }

            return;
        }

        if (!silent && result is CellResult.Succeeded { Value: { } value })
        {
            Publish("execute_result", request, new JsonObject { ["execution_count"] = executionCount, ["data"] = OutputJson.Write(value), ["metadata"] = new JsonObject() });
        }

        Reply(shell, request, new JsonObject { ["execution_count"] = executionCount, ["user_expressions"] = new JsonObject(), ["payload"] = new JsonArray() });
    }

    /// <summary>Requests that came while the failed cell ran were meant to follow its success.</summary>
    private void AbortQueued()
    {
        for (var count = requests.Count; count > 0 && requests.TryTake(out var request); count--)
        {
            State(request, "busy");
            if (request.Type == "execute_request")
            {
                Reply(shell, request, new JsonObject { ["execution_count"] = executionCount }, "aborted");
            }
            else
            {
                Serve(request);
            }

            State(request, "idle");
        }
    }

    private sealed class Iopub(KernelServer kernel, JupyterMessage request, bool silent) : ICellOutput
    {
        public void Stream(string name, string text)
        {
            if (!silent)
            {
                kernel.Publish("stream", request, new JsonObject { ["name"] = name, ["text"] = text });
            }
        }

        public void Display(MimeBundle data, string? displayId) => Show("display_data", data, displayId);

        public void Update(MimeBundle data, string displayId) => Show("update_display_data", data, displayId);

        private void Show(string type, MimeBundle data, string? displayId)
        {
            if (!silent)
            {
                var transient = displayId is null ? new JsonObject() : new JsonObject { ["display_id"] = displayId };
                kernel.Publish(type, request, new JsonObject { ["data"] = OutputJson.Write(data), ["metadata"] = new JsonObject(), ["transient"] = transient });
            }
        }
    }
}
