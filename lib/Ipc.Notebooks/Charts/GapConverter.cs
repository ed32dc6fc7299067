using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ipc.Notebooks;

/// <summary>Writes a number that is none as null, which a drawing shows as a gap: JSON knows neither NaN nor infinity.</summary>
internal sealed class GapConverter : JsonConverter<double>
{
    public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Null ? double.NaN : reader.GetDouble();

    public override bool HandleNull => true;

    public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
    {
        if (double.IsFinite(value))
        {
            writer.WriteNumberValue(value);
        }
        else
        {
            writer.WriteNullValue();
        }
    }
}
