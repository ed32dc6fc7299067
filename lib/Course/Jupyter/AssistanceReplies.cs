using System.Text.Json.Nodes;
using Course.Assistance;
using Course.Engine;

namespace Course.Jupyter;

/// <summary>Serves complete_request and inspect_request.</summary>
internal sealed class AssistanceReplies(CellRunner cells, string folder)
{
    private readonly Lazy<CodeAssistant> assistant = new(() => new CodeAssistant(cells, folder));

    /// <summary>The content of a complete_reply. Kinds are in the metadata, where JupyterLab and Notebook look for them.</summary>
    internal JsonObject Complete(JsonObject request)
    {
        var (code, at) = Place(request);
        var found = assistant.Value.CompleteAsync(code, at).GetAwaiter().GetResult();
        var (start, end) = (Position.InCodePoints(code, found.Start), Position.InCodePoints(code, found.End));
        return new()
        {
            ["matches"] = new JsonArray([.. found.Items.Select(item => (JsonNode)item.Text)]),
            ["cursor_start"] = start,
            ["cursor_end"] = end,
            ["metadata"] = new JsonObject
            {
                ["_jupyter_types_experimental"] = new JsonArray(
                [
                    .. found.Items.Select(item => new JsonObject { ["text"] = item.Text, ["type"] = item.Kind, ["start"] = start, ["end"] = end }),
                ]),
            },
        };
    }

    /// <summary>The content of an inspect_reply.</summary>
    internal JsonObject Inspect(JsonObject request)
    {
        var (code, at) = Place(request);
        var text = assistant.Value.InspectAsync(code, at).GetAwaiter().GetResult();
        return new()
        {
            ["found"] = text is not null,
            ["data"] = text is null ? [] : new JsonObject { ["text/markdown"] = text, ["text/plain"] = text.Replace("```csharp\n", "", StringComparison.Ordinal).Replace("\n```", "", StringComparison.Ordinal) },
            ["metadata"] = new JsonObject(),
        };
    }

    private static (string Code, int At) Place(JsonObject request)
    {
        var code = (string?)request["code"] ?? "";
        return (code, Position.InUtf16(code, (int?)request["cursor_pos"] ?? int.MaxValue));
    }
}
