using System.Text.Json.Nodes;
using Course.Notebooks;

namespace Course.Jupyter;

/// <summary>MIME bundles as the protocol carries them: JSON types as JSON, all others as text.</summary>
internal static class OutputJson
{
    internal static JsonObject Write(MimeBundle bundle)
    {
        var data = new JsonObject();
        foreach (var (type, text) in bundle.Forms)
        {
            data[type] = MimeBundle.IsJson(type) ? Parsed(text) : text;
        }

        return data;
    }

    /// <summary>What says that it is JSON and is not goes as the text that it is.</summary>
    private static JsonNode? Parsed(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (System.Text.Json.JsonException)
        {
            return text;
        }
    }

    internal static MimeBundle Read(JsonNode? data) => new(
        (data as JsonObject ?? []).ToDictionary(
            form => form.Key,
            form => MimeBundle.IsJson(form.Key) ? form.Value?.ToJsonString() ?? "null" : form.Value?.GetValue<string>() ?? "",
            StringComparer.Ordinal));
}
