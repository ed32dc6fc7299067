using System.Text.Json;
using System.Text.Json.Nodes;

namespace Course.Notebooks;

/// <summary>Reads nbformat 4 and says of a malformed file what is wrong with which cell.</summary>
internal static class NotebookReader
{
    public static Notebook Read(string path)
    {
        try
        {
            return Parse(path, File.ReadAllText(path));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new NotebookException($"{path}: there is no such notebook", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException && Directory.Exists(path))
        {
            throw new NotebookException($"{path}: is a folder; name the notebooks in it", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new NotebookException($"{path}: cannot be read: {e.Message}", e);
        }
    }

    public static Notebook Parse(string path, string json)
    {
        try
        {
            return Read(path, json);
        }
        catch (InvalidOperationException e)
        {
            throw new NotebookException($"{path}: a text in it is cut within a character: {e.Message}", e);
        }
    }

    private static Notebook Read(string path, string json)
    {
        var root = Json(path, json) as JsonObject
            ?? throw new NotebookException($"{path}: not a notebook: the file holds no JSON object");
        if (Number(root["nbformat"]) is not 4)
        {
            throw new NotebookException($"{path}: not a notebook of format 4: nbformat is {root["nbformat"]?.ToJsonString() ?? "missing"}");
        }

        if (root["cells"] is not JsonArray cells)
        {
            throw new NotebookException($"{path}: not a notebook: 'cells' is not a list");
        }

        return new(path, [.. cells.Select((cell, index) => Cell(cell, index, message => new NotebookException($"{path}, cell {index + 1}: {message}")))])
        {
            Metadata = root["metadata"]?.DeepClone() as JsonObject ?? [],
        };
    }

    private static JsonNode? Json(string path, string json)
    {
        try
        {
            return JsonNode.Parse(json, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false });
        }
        catch (JsonException e)
        {
            throw new NotebookException($"{path}: not a notebook: malformed JSON{(e.LineNumber is { } line ? $" at line {line + 1}, byte {e.BytePositionInLine + 1}" : $": {e.Message}")}", e);
        }
    }

    private static Cell Cell(JsonNode? node, int index, Func<string, NotebookException> error)
    {
        if (node is not JsonObject cell)
        {
            throw error("is not a JSON object");
        }

        var kind = Text(cell["cell_type"]) switch
        {
            "code" => CellKind.Code,
            "markdown" => CellKind.Markdown,
            "raw" => CellKind.Raw,
            _ => throw error($"cell_type is {cell["cell_type"]?.ToJsonString() ?? "missing"}; it has to be \"code\", \"markdown\" or \"raw\""),
        };
        var source = Lines(cell["source"]) ?? throw error("'source' is neither text nor a list of lines");
        var metadata = cell["metadata"] switch
        {
            null => [],
            JsonObject given => (JsonObject)given.DeepClone(),
            _ => throw error("'metadata' is not a JSON object"),
        };
        if (metadata["tags"] is { } tags && (tags is not JsonArray list || list.Any(tag => Text(tag) is null)))
        {
            throw error("'tags' is not a list of text");
        }

        return new(Text(cell["id"]) ?? $"cell-{index + 1}", kind, source)
        {
            Metadata = metadata,
            Attachments = cell["attachments"]?.DeepClone() as JsonObject,
            ExecutionCount = Number(cell["execution_count"]),
            Outputs = cell["outputs"] switch
            {
                null => [],
                JsonArray outputs => [.. outputs.Select(output => Output(output, error))],
                _ => throw error("'outputs' is not a list"),
            },
        };
    }

    private static Output Output(JsonNode? node, Func<string, NotebookException> error)
    {
        var output = node as JsonObject ?? throw error("an output is not a JSON object");
        return Text(output["output_type"]) switch
        {
            "stream" => new Output.Stream(Text(output["name"]) ?? "stdout", Lines(output["text"]) ?? ""),
            "display_data" => new Output.DisplayData(Bundle(output["data"])),
            "execute_result" => new Output.ExecuteResult(Number(output["execution_count"]) ?? 0, Bundle(output["data"])),
            "error" => new Output.Error(
                Text(output["ename"]) ?? "",
                Text(output["evalue"]) ?? "",
                output["traceback"] is JsonArray trace ? [.. trace.Select(line => Text(line) ?? "")] : []),
            _ => throw error($"output_type is {output["output_type"]?.ToJsonString() ?? "missing"}"),
        };
    }

    /// <summary>A MIME bundle as nbformat and the Jupyter protocol carry it.</summary>
    public static MimeBundle Bundle(JsonNode? data) => new((data as JsonObject ?? []).ToDictionary(
        form => form.Key,
        form => MimeBundle.IsJson(form.Key) ? form.Value?.ToJsonString() ?? "null" : Lines(form.Value) ?? form.Value?.ToJsonString() ?? ""));

    private static string? Text(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static int? Number(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<int>(out var number) ? number : null;

    private static string? Lines(JsonNode? node) =>
        node is JsonArray lines && lines.All(line => Text(line) is not null) ? string.Concat(lines.Select(Text)) : Text(node);
}
