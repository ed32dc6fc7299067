using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using NetMQ;
using NetMQ.Sockets;

namespace Course.Jupyter;

/// <summary>The kernel's five sockets. One thread reads and writes them; answers can come from any thread and keep their order.</summary>
internal sealed class KernelSockets : IDisposable
{
    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(1);
    private readonly ConnectionFile connection;
    private readonly string session = Guid.NewGuid().ToString();
    private readonly RouterSocket shell = new(), control = new(), stdin = new();
    private readonly ResponseSocket heartbeat = new();
    private readonly PublisherSocket iopub = new();
    private readonly NetMQQueue<(NetMQSocket Socket, JupyterMessage Message)> outgoing = new();
    private readonly BlockingCollection<string> inputs = [];
    private readonly ReplayGuard replays = new();
    private readonly NetMQPoller poller;
    private readonly TextWriter log = Console.Error;

    /// <param name="onShell">Takes a request of the shell channel. It must not block.</param>
    /// <param name="onControl">Takes a request of the control channel. It must not block.</param>
    internal KernelSockets(ConnectionFile connection, Action<JupyterMessage> onShell, Action<JupyterMessage> onControl)
    {
        this.connection = connection;
        foreach (var (socket, port) in new (NetMQSocket, int)[] { (shell, connection.ShellPort), (control, connection.ControlPort), (stdin, connection.StdinPort), (heartbeat, connection.HeartbeatPort), (iopub, connection.IopubPort) })
        {
            socket.Options.Linger = Linger;
            socket.Options.SendHighWatermark = 0;
            socket.Bind(connection.Address(port));
        }

        poller = [shell, control, stdin, heartbeat, outgoing];
        shell.ReceiveReady += (_, _) => Receive(shell, onShell);
        control.ReceiveReady += (_, _) => Receive(control, onControl);
        stdin.ReceiveReady += (_, _) => Receive(stdin, Input);
        heartbeat.ReceiveReady += (_, _) => heartbeat.SendMultipartMessage(heartbeat.ReceiveMultipartMessage());
        outgoing.ReceiveReady += (_, _) => Send();
    }

    /// <summary>Serves until <see cref="Stop"/>, and sends what was answered before it.</summary>
    internal void Run()
    {
        poller.Run();
        Send();
    }

    /// <summary>Ends <see cref="Run"/>.</summary>
    internal void Stop() => poller.StopAsync();

    internal void Reply(Channel channel, JupyterMessage request, JsonObject content, string status = "ok")
    {
        content["status"] ??= status;
        var type = request.Type.Replace("_request", "_reply", StringComparison.Ordinal);
        outgoing.Enqueue((channel == Channel.Control ? control : shell, JupyterMessage.New(type, content, session, request.Header, request.Identities)));
    }

    internal void Publish(string type, JupyterMessage parent, JsonObject content) =>
        outgoing.Enqueue((iopub, JupyterMessage.New(type, content, session, parent.Header, [Encoding.UTF8.GetBytes($"kernel.{session}.{type}")])));

    /// <summary>Says on iopub that the kernel is <c>busy</c> with a request, or <c>idle</c> again.</summary>
    internal void State(JupyterMessage parent, string state) => Publish("status", parent, new JsonObject { ["execution_state"] = state });

    /// <summary>Asks the front end that sent a request for a line of text, and waits for it.</summary>
    internal string AskForInput(JupyterMessage request, string prompt, bool hidden)
    {
        // An answer that came too late for the question before is no answer to this one.
        while (inputs.TryTake(out _))
        {
        }

        outgoing.Enqueue((stdin, JupyterMessage.New("input_request", new JsonObject { ["prompt"] = prompt, ["password"] = hidden }, session, request.Header, request.Identities)));
        return inputs.Take();
    }

    /// <summary>Tells what a front end did wrong: in the terminal that started the kernel, not in the cell that runs.</summary>
    internal void Complain(string text) => log.WriteLine($"course kernel: {text}");

    public void Dispose()
    {
        Send();
        poller.Dispose();
        outgoing.Dispose();
        foreach (var socket in new NetMQSocket[] { shell, control, stdin, heartbeat, iopub })
        {
            socket.Dispose();
        }
    }

    private void Input(JupyterMessage message)
    {
        if (message.Type == "input_reply" && message.Content["value"] is JsonValue value && value.TryGetValue(out string? text))
        {
            inputs.Add(text);
        }
        else
        {
            Complain($"{message.Type} on the stdin channel is no input_reply with a value");
        }
    }

    private void Receive(NetMQSocket socket, Action<JupyterMessage> serve)
    {
        var frames = socket.ReceiveMultipartMessage();
        if (!JupyterMessage.TryParse(frames, connection.Key, out var message, out var fault))
        {
            Complain($"a message was dropped: {fault}");
        }
        else if (replays.IsReplay(frames))
        {
            Complain($"a message was dropped: this {message.Type} was there before");
        }
        else
        {
            serve(message);
        }
    }

    private void Send()
    {
        while (outgoing.TryDequeue(out var item, TimeSpan.Zero))
        {
            item.Socket.SendMultipartMessage(item.Message.ToFrames(connection.Key));
        }
    }
}

/// <summary>The channels that a front end sends requests on.</summary>
internal enum Channel
{
    Shell,
    Control,
}
