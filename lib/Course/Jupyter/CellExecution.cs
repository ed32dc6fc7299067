using System.Text.Json.Nodes;
using Course.Engine;

namespace Course.Jupyter;

/// <summary>Serves execute_request: runs the cell, publishes its outputs, and answers how it ended.</summary>
internal sealed class CellExecution(KernelSockets sockets, CellRunner cells)
{
    private readonly Lock gate = new();
    private CancellationTokenSource? running;

    /// <summary>The cells of this session.</summary>
    internal CellHistory History { get; } = new();

    /// <summary>How many cells have run that count.</summary>
    internal int Count { get; private set; }

    /// <summary>Interrupts the cell that runs now, if one does; returns before it has ended. What the cell itself has registered for that runs on a thread of its own: it may take long, or throw.</summary>
    internal void Interrupt()
    {
        CancellationTokenSource? source;
        lock (gate)
        {
            source = running;
        }

        if (source is not null)
        {
            new Thread(() => Cancel(source)) { IsBackground = true, Name = "interrupt" }.Start();
        }
    }

    private static void Cancel(CancellationTokenSource source)
    {
        try
        {
            source.Cancel();
        }
        catch (AggregateException)
        {
            // What a cell registered for its interrupt failed.
        }
        catch (ObjectDisposedException)
        {
            // The cell has ended meanwhile.
        }
    }

    /// <param name="request">The execute_request.</param>
    /// <param name="stopOnError">Called where the cell failed and the request asks that what is queued by then does not run: before the front end learns of the failure, and can send what does not depend on it.</param>
    internal void Execute(JupyterMessage request, Action stopOnError)
    {
        var code = (string?)request.Content["code"] ?? "";
        var silent = (bool?)request.Content["silent"] ?? false;
        var stops = (bool?)request.Content["stop_on_error"] ?? true;
        if (!silent)
        {
            if ((bool?)request.Content["store_history"] ?? true)
            {
                History.Add(++Count, code);
            }

            sockets.Publish("execute_input", request, new JsonObject { ["code"] = code, ["execution_count"] = Count });
        }

        switch (Run(code, new CellOutputs(sockets, request, silent, (bool?)request.Content["allow_stdin"] ?? false)))
        {
            case CellResult.Failed failed:
                if (stops)
                {
                    stopOnError();
                }

                if (!silent)
                {
                    sockets.Publish("error", request, Content(failed));
                }

                var reply = Content(failed);
                reply["execution_count"] = Count;
                sockets.Reply(Channel.Shell, request, reply, "error");
                return;
            case CellResult.Succeeded { Value: { } value } when !silent:
                sockets.Publish("execute_result", request, new JsonObject { ["execution_count"] = Count, ["data"] = OutputJson.Write(value), ["metadata"] = new JsonObject() });
                break;
        }

        var expressions = UserExpressions(request);
        sockets.Reply(Channel.Shell, request, new JsonObject { ["execution_count"] = Count, ["user_expressions"] = expressions, ["payload"] = new JsonArray() });
    }

    private CellResult Run(string code, ICellOutput outputs)
    {
        using var cancel = new CancellationTokenSource();
        SetRunning(cancel);
        try
        {
            return cells.Run(code, outputs, cancel.Token);
        }
        finally
        {
            SetRunning(null);
        }
    }

    private void SetRunning(CancellationTokenSource? source)
    {
        lock (gate)
        {
            running = source;
        }
    }

    private static JsonObject Content(CellResult.Failed failed) => new()
    {
        ["ename"] = failed.Name,
        ["evalue"] = failed.Message,
        ["traceback"] = new JsonArray([.. failed.Traceback.Select(line => (JsonNode)line)]),
    };

    /// <summary>Each expression's value, or why it has none. They run after the cell, and what they write is not shown.</summary>
    private JsonObject UserExpressions(JupyterMessage request)
    {
        var values = new JsonObject();
        foreach (var (name, expression) in request.Content["user_expressions"] as JsonObject ?? [])
        {
            values[name] = Run((string?)expression ?? "", new CellOutputs(sockets, request, silent: true, allowsInput: false)) switch
            {
                CellResult.Succeeded succeeded => new JsonObject { ["status"] = "ok", ["data"] = succeeded.Value is { } value ? OutputJson.Write(value) : [], ["metadata"] = new JsonObject() },
                CellResult.Failed failed => Failure(failed),
                var result => throw new InvalidOperationException($"{result}"),
            };
        }

        return values;
    }

    private static JsonObject Failure(CellResult.Failed failed)
    {
        var content = Content(failed);
        content["status"] = "error";
        return content;
    }
}
