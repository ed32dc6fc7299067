using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Ipc.Measurement.Runs;

/// <summary>Reads and writes runs.</summary>
internal static class RunJson
{
    private const string Remedy = "give it a file with all that 'course bench --json' prints, and nothing else";

    private static readonly JsonSerializerOptions Shape = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.Strict,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false) },
    };

    internal static string Write(BenchmarkRun run)
    {
        var text = new StringBuilder("{");
        foreach (var (name, value) in JsonSerializer.SerializeToNode(run, Shape)!.AsObject())
        {
            text.Append(text.Length > 1 ? ",\n" : "\n").Append("  \"").Append(name).Append("\": ").Append(Lines(value));
        }

        return text.Append("\n}").ToString();
    }

    internal static BenchmarkRun Read(string path)
    {
        try
        {
            var text = File.ReadAllText(path);
            CheckVersion(text);
            var run = JsonSerializer.Deserialize<BenchmarkRun>(text, Shape)! with { Name = Path.GetFileNameWithoutExtension(path) };
            Check(run);
            return run;
        }
        catch (JsonException e)
        {
            throw new FormatException($"{path}: {Field(e)}{Reason(e)}; {Remedy}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FormatException($"{path} cannot be read: {e.Message}", e);
        }
    }

    /// <summary>An array of objects has a line for each; everything else is one line.</summary>
    private static string Lines(JsonNode? value) => value is JsonArray { Count: > 0 } array
        ? $"[\n{string.Join(",\n", array.Select(item => $"    {item!.ToJsonString(Shape)}"))}\n  ]"
        : value?.ToJsonString(Shape) ?? "null";

    /// <summary>Before anything else: of another version nothing is known, not even which fields there are.</summary>
    private static void CheckVersion(string text)
    {
        using var document = JsonDocument.Parse(text);
        if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("version", out var field))
        {
            throw new JsonException("there is no field \"version\", so it is not what 'course bench --json' has printed");
        }

        if (field.ValueKind != JsonValueKind.Number || !field.TryGetInt32(out var version) || version != BenchmarkRun.CurrentVersion)
        {
            throw new JsonException($"its shape has the version {field.GetRawText()}, and only {BenchmarkRun.CurrentVersion} is read here: measure again, or compare with the course that wrote it", "$.version", null, null);
        }
    }

    private static void Check(BenchmarkRun run)
    {
        for (var i = 0; i < run.Results.Count; i++)
        {
            var result = run.Results[i];
            if (result.Mechanism.Length == 0 || result.Bytes < 1)
            {
                throw Wrong(i, result.Mechanism.Length == 0 ? "mechanism" : "bytes", "there is none");
            }

            if (result.NotMeasured is null)
            {
                CheckMeasured(i, result);
            }
        }

        if (run.Results.GroupBy(result => result.Case).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            throw new JsonException($"{twice.Key} is there twice", "$.results", null, null);
        }
    }

    private static void CheckMeasured(int i, RunResult result)
    {
        (string Name, double? Value)[] times = [("min", result.Min), ("p50", result.P50), ("p90", result.P90), ("p99", result.P99), ("p999", result.P999), ("max", result.Max)];
        foreach (var (name, value) in times)
        {
            if (value is not > 0)
            {
                throw Wrong(i, name, $"it is {(value is null ? "null" : $"{value}")}, although notMeasured gives no reason; a time is more than 0");
            }
        }

        if (result.PairMedians.Count == 0 || result.PairMedians.Any(time => time <= 0))
        {
            throw Wrong(i, "pairMedians", "each pair of processes has a median, and each is more than 0");
        }

        if (result.MessagesPerSample < 1)
        {
            throw Wrong(i, "messagesPerSample", "it is 1 or more");
        }
    }

    private static JsonException Wrong(int result, string field, string why) => new(why, $"$.results[{result}].{field}", null, null);

    private static string Field(JsonException e) => e.Path is { Length: > 2 } path && path.StartsWith("$.", StringComparison.Ordinal) ? $"field {path[2..]}: "
        : e.LineNumber is { } line ? $"line {line + 1}: "
        : "";

    /// <summary>The serializer's message ends with the place, which is said before.</summary>
    private static string Reason(JsonException e)
    {
        var end = e.Message.IndexOf(" Path: ", StringComparison.Ordinal);
        end = end >= 0 ? end : e.Message.IndexOf(" LineNumber: ", StringComparison.Ordinal);
        return (end >= 0 ? e.Message[..end] : e.Message).TrimEnd('.');
    }
}
