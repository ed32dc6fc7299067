using System.Diagnostics;
using System.Text.Json.Nodes;
using Course.Notebooks;
using NetMQ;
using NetMQ.Sockets;

namespace Course.Jupyter;

/// <summary>A front end of our own for one kernel process: starts it, runs cells one by one, and ends it with all that it started.</summary>
internal sealed class KernelClient : IDisposable
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromMinutes(2), Tick = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(1), AskAgainForOutputs = TimeSpan.FromMilliseconds(100), Reconnect = TimeSpan.FromMilliseconds(20);
    private const int LinesOfLastWords = 12, MessagesAtOnce = 100;
    private readonly ConnectionFile connection = ConnectionFile.OnLoopback();
    private readonly string session = Guid.NewGuid().ToString();
    private readonly string connectionFile = Path.Combine(Path.GetTempPath(), $"course-kernel-{Guid.NewGuid():N}.json");
    private readonly DealerSocket shell = new(), control = new();
    private readonly SubscriberSocket iopub = new();
    private readonly Process process;
    private readonly StrayOutput stray;

    internal KernelClient(string folder)
    {
        WriteConnectionFile();
        process = KernelLauncher.Start(connectionFile, folder);
        stray = new StrayOutput(process);
        foreach (var socket in new NetMQSocket[] { shell, control, iopub })
        {
            socket.Options.ReconnectInterval = Reconnect;
        }

        shell.Connect(connection.Address(connection.ShellPort));
        control.Connect(connection.Address(connection.ControlPort));
        iopub.Connect(connection.Address(connection.IopubPort));
        iopub.SubscribeToAnyTopic();
    }

    internal int Pid => process.Id;

    /// <summary>What <see cref="Grace"/> is unless told otherwise.</summary>
    internal static TimeSpan UsualGrace => TimeSpan.FromSeconds(10);

    /// <summary>How long a cell that was interrupted may still take before its kernel is killed.</summary>
    internal TimeSpan Grace { get; init; } = UsualGrace;

    /// <summary>Waits until the kernel answers and its outputs arrive here.</summary>
    /// <exception cref="CourseException">It ended, or does not answer in time.</exception>
    internal void WaitUntilReady(CancellationToken cancelled)
    {
        var watch = Stopwatch.StartNew();
        var (answered, published) = (false, false);
        while (watch.Elapsed < StartPatience)
        {
            // What the kernel publishes before it knows of the subscription is lost: then it is asked again.
            Request(shell, "kernel_info_request", []);
            var until = watch.Elapsed + AskAgain;
            while (watch.Elapsed < until)
            {
                cancelled.ThrowIfCancellationRequested();
                if (!answered && Receive(shell, Tick)?.Type == "kernel_info_reply")
                {
                    answered = true;
                    until = watch.Elapsed + AskAgainForOutputs;
                }

                published |= Receive(iopub, answered ? Tick : TimeSpan.Zero)?.Type == "status";
                if (answered && published)
                {
                    return;
                }

                if (process.HasExited)
                {
                    throw new CourseException($"the kernel ended before it was ready: {LastWords()}");
                }
            }
        }

        throw new CourseException($"the kernel did not answer within {StartPatience.TotalSeconds} s{stray.Head(LinesOfLastWords)}");
    }

    /// <summary>Runs one cell to its end.</summary>
    /// <param name="code">The cell's text with its language line.</param>
    /// <param name="timeout">How long it may take; then it is interrupted, and after a grace the kernel is killed.</param>
    internal CellRun Execute(string code, TimeSpan timeout, CancellationToken cancelled)
    {
        var outputs = new CollectedOutputs();
        var id = Request(shell, "execute_request", new JsonObject { ["code"] = code, ["silent"] = false, ["store_history"] = true, ["user_expressions"] = new JsonObject(), ["allow_stdin"] = false, ["stop_on_error"] = true });
        var watch = Stopwatch.StartNew();
        TimeSpan? interrupted = null;
        JupyterMessage? reply = null;
        var idle = false;
        while (reply is null || !idle)
        {
            // Not all there are: a cell that shows things without end must still be interrupted in time.
            for (var taken = 0; taken < MessagesAtOnce && !idle && Receive(iopub, Tick) is { } message; taken++)
            {
                if (message.ParentId == id)
                {
                    outputs.Take(message);
                    idle |= message.Type == "status" && (string?)message.Content["execution_state"] == "idle";
                }
            }

            while (reply is null && Receive(shell, idle ? Tick : TimeSpan.Zero) is { } message)
            {
                reply = message.ParentId == id ? message : reply;
            }

            if (process.HasExited)
            {
                cancelled.ThrowIfCancellationRequested();
                var ended = $"the kernel ended: {LastWords()}";
                return new CellRun(With(outputs), outputs.Updates, null, ended);
            }

            if (interrupted is null && (watch.Elapsed > timeout || cancelled.IsCancellationRequested))
            {
                interrupted = watch.Elapsed;
                Request(control, "interrupt_request", []);
            }
            else if (interrupted is { } since && watch.Elapsed - since > Grace)
            {
                Kill();
                return new CellRun(With(outputs), outputs.Updates, null, Late(timeout, cancelled) + "; it did not stop when interrupted, and its kernel was killed");
            }
        }

        cancelled.ThrowIfCancellationRequested();
        return new CellRun(With(outputs), outputs.Updates, (int?)reply.Content["execution_count"], interrupted is null ? null : Late(timeout, cancelled));
    }

    /// <summary>How the text could go on at its end.</summary>
    /// <exception cref="CourseException">The kernel ended, or does not answer in time.</exception>
    internal IReadOnlyList<string> Complete(string code, CancellationToken cancelled)
    {
        var id = Request(shell, "complete_request", new JsonObject { ["code"] = code, ["cursor_pos"] = code.Length });
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < StartPatience && !process.HasExited;)
        {
            cancelled.ThrowIfCancellationRequested();
            if (Receive(shell, Tick) is { } reply && reply.ParentId == id)
            {
                return [.. (reply.Content["matches"] as JsonArray ?? []).Select(match => (string)match!)];
            }
        }

        throw new CourseException(process.HasExited ? $"the kernel ended: {LastWords()}" : $"the kernel did not complete a name within {StartPatience.TotalSeconds} s");
    }

    /// <summary>Asks the kernel to end; kills it, and what it started, where it does not.</summary>
    public void Dispose()
    {
        if (!process.HasExited)
        {
            Request(control, "shutdown_request", new JsonObject { ["restart"] = false });
            process.WaitForExit(Grace);
        }

        Kill();
        shell.Dispose();
        control.Dispose();
        iopub.Dispose();
        process.Dispose();
        File.Delete(connectionFile);
    }

    private void WriteConnectionFile()
    {
        try
        {
            // The key is in it: nobody else can read it at any time.
            using var file = new StreamWriter(connectionFile, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite });
            file.Write(connection.ToJson());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CourseException($"the kernel's connection file cannot be written: {e.Message}; set TMPDIR to a folder that can be written");
        }
    }

    private static string Late(TimeSpan timeout, CancellationToken cancelled) =>
        cancelled.IsCancellationRequested ? "it was interrupted" : $"it did not end within {timeout.TotalSeconds} s";

    private void Kill()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
        }
    }

    private string HowItEnded() => process.ExitCode > 128 && Enum.IsDefined((Ipc.Native.Signal)(process.ExitCode - 128))
        ? $"killed by {(Ipc.Native.Signal)(process.ExitCode - 128)}"
        : $"exit code {process.ExitCode}";

    /// <summary>How the kernel ended, and the first of what it wrote last.</summary>
    private string LastWords()
    {
        stray.AwaitEnd();
        return HowItEnded() + stray.Head(LinesOfLastWords);
    }

    /// <summary>The cell's outputs, and what reached the kernel's own descriptors 1 and 2 meanwhile.</summary>
    private IReadOnlyList<Output> With(CollectedOutputs outputs)
    {
        if (stray.Take() is { Length: > 0 } text)
        {
            outputs.Take(new Output.Stream("stdout", text));
        }

        return outputs.All;
    }

    private string Request(NetMQSocket socket, string type, JsonObject content)
    {
        var message = JupyterMessage.New(type, content, session);
        socket.SendMultipartMessage(message.ToFrames(connection.Key));
        return message.Id;
    }

    private JupyterMessage? Receive(NetMQSocket socket, TimeSpan timeout)
    {
        NetMQMessage? frames = null;
        if (!socket.TryReceiveMultipartMessage(timeout, ref frames))
        {
            return null;
        }

        return JupyterMessage.TryParse(frames!, connection.Key, out var message, out var fault)
            ? message
            : throw new CourseException($"the kernel sent a message that cannot be read: {fault}");
    }
}

/// <summary>One cell, run.</summary>
/// <param name="Outputs">What it shows.</param>
/// <param name="Updates">What it gave displays for a new content, those of earlier cells included, by their ids.</param>
/// <param name="ExecutionCount">The cell's number, or null where the kernel did not answer.</param>
/// <param name="Fault">Why it did not end by itself, or null. An exception of the cell is an <see cref="Output.Error"/> among the outputs.</param>
internal sealed record CellRun(IReadOnlyList<Output> Outputs, IReadOnlyDictionary<string, MimeBundle> Updates, int? ExecutionCount, string? Fault);
