using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using Course.Engine;
using NetMQ;
using NetMQ.Sockets;

namespace Course.Jupyter;

/// <summary>The kernel's five sockets. One thread reads and writes them; answers can come from any thread and keep their order.</summary>
internal sealed class KernelSockets : IDisposable
{
    private const int MostOutputsWaiting = 1000, MessagesAtOnce = 100;
    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(1);
    private readonly ConnectionFile connection;
    private readonly string session = Guid.NewGuid().ToString();
    private readonly RouterSocket shell = new(), control = new(), stdin = new();
    private readonly ResponseSocket heartbeat = new();
    private readonly PublisherSocket iopub = new();
    private readonly NetMQQueue<(NetMQSocket Socket, JupyterMessage Message, bool IsOutput)> outgoing = new();
    private readonly MessagePump<(NetMQSocket Socket, JupyterMessage Message, bool IsOutput)> pump;
    private readonly BlockingCollection<string> inputs = [];
    private readonly ReplayGuard replays = new();
    private readonly NetMQPoller poller;
    private readonly List<UnixRelay> relays = [];
    private readonly TextWriter log = Console.Error;

    /// <param name="onShell">Takes a request of the shell channel. It must not block.</param>
    /// <param name="onControl">Takes a request of the control channel. It must not block.</param>
    internal KernelSockets(ConnectionFile connection, Action<JupyterMessage> onShell, Action<JupyterMessage> onControl)
    {
        this.connection = connection;
        pump = new(MostOutputsWaiting, outgoing.Enqueue);
        foreach (var (socket, port) in new (NetMQSocket, int)[] { (shell, connection.ShellPort), (control, connection.ControlPort), (stdin, connection.StdinPort), (heartbeat, connection.HeartbeatPort), (iopub, connection.IopubPort) })
        {
            socket.Options.Linger = Linger;
            socket.Options.SendHighWatermark = 0;
            Bind(socket, port);
        }

        poller = [shell, control, stdin, heartbeat, outgoing];
        shell.ReceiveReady += (_, _) => Receive(shell, onShell);
        control.ReceiveReady += (_, _) => Receive(control, onControl);
        stdin.ReceiveReady += (_, _) => Receive(stdin, Input);
        heartbeat.ReceiveReady += (_, _) => heartbeat.SendMultipartMessage(heartbeat.ReceiveMultipartMessage());
        outgoing.ReceiveReady += (_, _) => Send(MessagesAtOnce);
    }

    /// <summary>Serves until <see cref="Stop"/>, and sends what was answered before it.</summary>
    internal void Run()
    {
        poller.Run();
        pump.RefuseOutputs();
        pump.Flush();
        Send(int.MaxValue);
    }

    /// <summary>Ends <see cref="Run"/>.</summary>
    internal void Stop() => poller.StopAsync();

    internal void Reply(Channel channel, JupyterMessage request, JsonObject content, string status = "ok")
    {
        content["status"] ??= status;
        var type = request.Type.Replace("_request", "_reply", StringComparison.Ordinal);
        Add(channel == Channel.Control ? control : shell, JupyterMessage.New(type, content, session, request.Header, request.Identities));
    }

    /// <summary>Publishes what a cell shows; waits while much of what was shown before has not been sent yet, so that a cell cannot fill the memory.</summary>
    internal void PublishOutput(string type, JupyterMessage parent, JsonObject content) => Add(iopub, Published(type, parent, content), isOutput: true);

    internal void Publish(string type, JupyterMessage parent, JsonObject content) => Add(iopub, Published(type, parent, content));

    /// <summary>Says on iopub that the kernel is <c>busy</c> with a request, or <c>idle</c> again.</summary>
    internal void State(JupyterMessage parent, string state) => Publish("status", parent, new JsonObject { ["execution_state"] = state });

    /// <summary>Asks the front end that sent a request for a line of text, and waits for it.</summary>
    internal string AskForInput(JupyterMessage request, string prompt, bool hidden)
    {
        // An answer that came too late for the question before is no answer to this one.
        while (inputs.TryTake(out _))
        {
        }

        Uninterrupted.Run(() => Add(stdin, JupyterMessage.New("input_request", new JsonObject { ["prompt"] = prompt, ["password"] = hidden }, session, request.Header, request.Identities)));
        return inputs.Take();
    }

    /// <summary>Tells what a front end did wrong: in the terminal that started the kernel, not in the cell that runs.</summary>
    internal void Complain(string text) => log.WriteLine($"course kernel: {text}");

    public void Dispose()
    {
        relays.ForEach(relay => relay.Dispose());
        pump.Dispose();
        Send(int.MaxValue);
        poller.Dispose();
        outgoing.Dispose();
        foreach (var socket in new NetMQSocket[] { shell, control, stdin, heartbeat, iopub })
        {
            socket.Dispose();
        }
    }

    private void Bind(NetMQSocket socket, int port)
    {
        if (connection.IsUnix)
        {
            relays.Add(new UnixRelay(connection.Address(port), socket.BindRandomPort("tcp://127.0.0.1")));
        }
        else
        {
            socket.Bind(connection.Address(port));
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

    private JupyterMessage Published(string type, JupyterMessage parent, JsonObject content) =>
        JupyterMessage.New(type, content, session, parent.Header, [Encoding.UTF8.GetBytes($"kernel.{session}.{type}")]);

    private void Add(NetMQSocket socket, JupyterMessage message, bool isOutput = false) => pump.Add((socket, message, isOutput), isOutput);

    /// <summary>Sends what waits. Not more than some at once while requests are served: a cell that shows things without end must still be interrupted.</summary>
    private void Send(int most)
    {
        for (var sent = 0; sent < most && outgoing.TryDequeue(out var item, TimeSpan.Zero); sent++)
        {
            item.Socket.SendMultipartMessage(item.Message.ToFrames(connection.Key));
            if (item.IsOutput)
            {
                pump.OutputArrived();
            }
        }
    }
}

/// <summary>The channels that a front end sends requests on.</summary>
internal enum Channel
{
    Shell,
    Control,
}
