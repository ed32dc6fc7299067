using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Ipc;
using Ipc.Children;

namespace Course.Commands;

/// <summary>How observations are written as JSON. Durations are in milliseconds, and their names say so; moments are nanoseconds on CLOCK_MONOTONIC.</summary>
internal static class ObservationJson
{
    private const string Milliseconds = "Milliseconds";

    internal static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(), new StatusConverter(), new MomentConverter() },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { NameDurations } },
    };

    /// <summary>A figure; <c>null</c>, which JSON has, for one that is none, which it has not.</summary>
    internal static double? Known(double figure) => double.IsNaN(figure) ? null : figure;

    private static void NameDurations(JsonTypeInfo type)
    {
        foreach (var property in type.Properties.Where(property => property.PropertyType == typeof(TimeSpan) || property.PropertyType == typeof(TimeSpan?)))
        {
            property.Name += Milliseconds;
            property.CustomConverter = property.PropertyType == typeof(TimeSpan) ? new DurationConverter() : new OptionalDurationConverter();
        }
    }

    private sealed class DurationConverter : WriteOnlyConverter<TimeSpan>
    {
        public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) => writer.WriteNumberValue(value.TotalMilliseconds);
    }

    private sealed class OptionalDurationConverter : WriteOnlyConverter<TimeSpan?>
    {
        public override void Write(Utf8JsonWriter writer, TimeSpan? value, JsonSerializerOptions options) => writer.WriteNumberValue(value!.Value.TotalMilliseconds);
    }

    private sealed class MomentConverter : WriteOnlyConverter<MonotonicTime>
    {
        public override void Write(Utf8JsonWriter writer, MonotonicTime value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Nanoseconds);
    }

    private sealed class StatusConverter : WriteOnlyConverter<ExitStatus>
    {
        public override bool CanConvert(Type typeToConvert) => typeToConvert.IsAssignableTo(typeof(ExitStatus));

        public override void Write(Utf8JsonWriter writer, ExitStatus value, JsonSerializerOptions options)
        {
            writer.WriteStartObject();
            writer.WriteString("text", value.ToString());
            writer.WriteNumber("raw", value.Raw);
            writer.WriteEndObject();
        }
    }

    private abstract class WriteOnlyConverter<T> : JsonConverter<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();
    }
}
