using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ipc.Measurement;

namespace Course.Commands;

/// <summary>Writes features as JSON: an array with an object for each.</summary>
internal static class FeatureJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    internal static string Write(IEnumerable<Feature> features) =>
        JsonSerializer.Serialize(features.Select(feature => new Row(feature.Name, feature.Available, feature.Detail, feature.Lack)), Options);

    private sealed record Row(
        [property: JsonPropertyName("feature")] string Feature,
        [property: JsonPropertyName("available")] bool Available,
        [property: JsonPropertyName("detail")] string Detail,
        [property: JsonPropertyName("lack")] string Lack);
}
