using System.Diagnostics;
using System.Text.Json.Nodes;
using Course.Jupyter;
using NetMQ;
using NetMQ.Sockets;

namespace Course.Tests.Jupyter;

/// <summary>A kernel process and the five sockets of a front end that can also send what no front end should.</summary>
public sealed class FrontEnd : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly ConnectionFile connection = ConnectionFile.OnLoopback();
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("course-tests-");
    private readonly string session = Guid.NewGuid().ToString();
    private readonly byte[] identity = Guid.NewGuid().ToByteArray();
    private readonly RequestSocket heartbeat = new();
    private readonly SubscriberSocket iopub = new();
    private readonly System.Collections.Concurrent.ConcurrentQueue<string> errors = new();

    public FrontEnd()
    {
        var file = Path.Combine(folder.FullName, "connection.json");
        File.WriteAllText(file, connection.ToJson());
        Process = KernelLauncher.Start(file, folder.FullName);
        Process.ErrorDataReceived += (_, line) => errors.Enqueue(line.Data ?? "");
        Process.OutputDataReceived += (_, _) => { };
        Process.BeginErrorReadLine();
        Process.BeginOutputReadLine();
        // The kernel asks for input where the request came from: the same identity on another channel.
        Shell.Options.Identity = identity;
        Stdin.Options.Identity = identity;
        Stdin.Connect(connection.Address(connection.StdinPort));
        Shell.Connect(connection.Address(connection.ShellPort));
        Control.Connect(connection.Address(connection.ControlPort));
        heartbeat.Connect(connection.Address(connection.HeartbeatPort));
        iopub.Connect(connection.Address(connection.IopubPort));
        iopub.SubscribeToAnyTopic();
        Assert.Equal("kernel_info_reply", Ask(Shell, "kernel_info_request", []).Type);
        while (!iopub.TryReceiveMultipartMessage(TimeSpan.FromMilliseconds(200), ref received))
        {
            _ = Ask(Shell, "kernel_info_request", []);
        }
    }

    internal Process Process { get; }

    internal DealerSocket Shell { get; } = new();

    internal DealerSocket Control { get; } = new();

    internal DealerSocket Stdin { get; } = new();

    /// <summary>The end of what the kernel wrote to the terminal that started it.</summary>
    internal string Errors => string.Join('\n', errors.TakeLast(30));

    internal string Key => connection.Key;

    private NetMQMessage? received;

    internal JupyterMessage New(string type, JsonObject content) => JupyterMessage.New(type, content, session);

    internal JupyterMessage Send(DealerSocket socket, string type, JsonObject content)
    {
        var request = New(type, content);
        socket.SendMultipartMessage(request.ToFrames(Key));
        return request;
    }

    /// <summary>Sends a request and waits for its reply.</summary>
    internal JupyterMessage Ask(DealerSocket socket, string type, JsonObject content) => Reply(socket, Send(socket, type, content));

    internal JupyterMessage Reply(DealerSocket socket, JupyterMessage request) => TryReply(socket, request, Patience)
        ?? throw new TimeoutException($"no reply to {request.Type}; the kernel {(Process.HasExited ? "has ended" : "lives")}");

    /// <summary>The reply to a request, or null where none comes in time.</summary>
    internal JupyterMessage? TryReply(DealerSocket socket, JupyterMessage request, TimeSpan patience)
    {
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < patience;)
        {
            if (Receive(socket) is { } message && message.ParentId == request.Id)
            {
                return message;
            }
        }

        return null;
    }

    /// <summary>What came on iopub for a request, up to its idle.</summary>
    internal IReadOnlyList<JupyterMessage> Published(JupyterMessage request)
    {
        var messages = new List<JupyterMessage>();
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < Patience;)
        {
            if (Receive(iopub) is { } message && message.ParentId == request.Id)
            {
                messages.Add(message);
                if (message.Type == "status" && (string?)message.Content["execution_state"] == "idle")
                {
                    return messages;
                }
            }
        }

        throw new TimeoutException($"no idle for {request.Type}; the kernel {(Process.HasExited ? "has ended" : "lives")}");
    }

    /// <summary>Waits until a cell has written something.</summary>
    internal void AwaitStream(JupyterMessage cell)
    {
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < Patience;)
        {
            if (Receive(iopub) is { Type: "stream" } message && message.ParentId == cell.Id)
            {
                return;
            }
        }

        throw new TimeoutException("the cell wrote nothing");
    }

    internal JupyterMessage Execute(string code, JsonObject? options = null)
    {
        var content = options ?? [];
        content["code"] = code;
        return Send(Shell, "execute_request", content);
    }

    /// <summary>Waits for the kernel's question and answers it.</summary>
    /// <returns>The question.</returns>
    internal JsonObject AnswerInput(JupyterMessage cell, string answer)
    {
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < Patience;)
        {
            if (Receive(Stdin) is { } question)
            {
                Assert.Equal(("input_request", cell.Id), (question.Type, question.ParentId));
                Send(Stdin, "input_reply", new JsonObject { ["value"] = answer });
                return question.Content;
            }
        }

        throw new TimeoutException("the kernel asked for no input");
    }

    internal byte[] Beat(byte[] bytes)
    {
        heartbeat.SendFrame(bytes);
        Assert.True(heartbeat.TryReceiveFrameBytes(Patience, out var echo));
        return echo!;
    }

    /// <summary>Fails unless the kernel still answers.</summary>
    internal void AssertLives() => Assert.Equal("ok", (string?)Ask(Shell, "kernel_info_request", []).Content["status"]);

    public void Dispose()
    {
        if (!Process.HasExited)
        {
            Process.Kill(entireProcessTree: true);
            Process.WaitForExit();
        }

        Process.Dispose();
        foreach (var socket in new NetMQSocket[] { Shell, Control, Stdin, heartbeat, iopub })
        {
            socket.Options.Linger = TimeSpan.Zero;
            socket.Dispose();
        }

        folder.Delete(recursive: true);
    }

    private JupyterMessage? Receive(NetMQSocket socket)
    {
        NetMQMessage? frames = null;
        if (!socket.TryReceiveMultipartMessage(TimeSpan.FromMilliseconds(100), ref frames))
        {
            return null;
        }

        Assert.True(JupyterMessage.TryParse(frames!, Key, out var message, out var fault), fault);
        return message;
    }
}
