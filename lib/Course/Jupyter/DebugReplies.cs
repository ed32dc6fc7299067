using System.Text.Json.Nodes;
using Course.Engine;
using Microsoft.CodeAnalysis.Scripting;

namespace Course.Jupyter;

/// <summary>
/// Serves debug_request: what views of variables ask for, and no breakpoint. The kernel does not announce a debugger, since front
/// ends would offer breakpoints and steps then; whoever asks without that gets an answer.
/// </summary>
/// <param name="cells">Runs the cells.</param>
internal sealed class DebugReplies(CellRunner cells)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>The content of a debug_reply: a response of the Debug Adapter Protocol. A cell may run meanwhile; the variables are those from before it.</summary>
    internal JsonObject Answer(JsonObject request)
    {
        var reply = new JsonObject { ["type"] = "response", ["request_seq"] = request["seq"]?.DeepClone() ?? 0, ["command"] = request["command"]?.DeepClone() ?? "" };
        try
        {
            reply["body"] = Body((string?)request["command"], request["arguments"] as JsonObject ?? []);
            reply["success"] = true;
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException or KeyNotFoundException)
        {
            reply["success"] = false;
            reply["message"] = e.Message;
            reply["body"] = new JsonObject { ["data"] = new JsonObject(), ["metadata"] = new JsonObject() };
        }

        return reply;
    }

    private JsonObject Body(string? command, JsonObject arguments) => command switch
    {
        "debugInfo" => new()
        {
            ["isStarted"] = false,
            ["hashMethod"] = "Murmur2",
            ["hashSeed"] = 0,
            ["tmpFilePrefix"] = "",
            ["tmpFileSuffix"] = ".cs",
            ["breakpoints"] = new JsonArray(),
            ["stoppedThreads"] = new JsonArray(),
            ["richRendering"] = true,
            ["exceptionPaths"] = new JsonArray(),
        },
        "inspectVariables" => new() { ["variables"] = Shown(() => new JsonArray([.. cells.CSharp.Variables.Select(variable => (JsonNode)Row(variable))])) },
        "richInspectVariables" => new() { ["data"] = Shown(() => OutputJson.Write(Bundles.Of(Find((string?)arguments["variableName"]).Value))), ["metadata"] = new JsonObject() },
        _ => throw new InvalidOperationException($"{command ?? "a request without a command"}: this kernel has no debugger; it answers debugInfo, inspectVariables and richInspectVariables"),
    };

    private ScriptVariable Find(string? name) => cells.CSharp.Variables.FirstOrDefault(variable => variable.Name == name)
        ?? throw new KeyNotFoundException($"no variable is called {name}");

    private static JsonObject Row(ScriptVariable variable)
    {
        var row = VariableRow.Of(variable);
        return new() { ["name"] = row.Name, ["type"] = row.Type, ["value"] = row.Value, ["evaluateName"] = row.Name, ["variablesReference"] = 0 };
    }

    /// <summary>To show a value runs code of the notebook, which may not end.</summary>
    private static JsonNode Shown(Func<JsonNode> show)
    {
        using var stop = new CancellationTokenSource(Patience);
        try
        {
            JsonNode? shown = null;
            InterruptibleRun.Run(() => shown = show(), stop.Token);
            return shown!;
        }
        catch (Exception e) when (e is OperationCanceledException or UnstoppableException)
        {
            throw new InvalidOperationException($"showing the value took longer than {Patience.TotalSeconds} s");
        }
        catch (Exception e) when (e is not (InvalidOperationException or KeyNotFoundException))
        {
            throw new InvalidOperationException($"the value cannot be shown: {e.GetType().Name}: {e.Message}");
        }
    }
}
