using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using NetMQ;

namespace Course.Jupyter;

/// <summary>A message of the Jupyter protocol: identities, header, parent header, metadata, content.</summary>
internal sealed record JupyterMessage(IReadOnlyList<byte[]> Identities, JsonObject Header, JsonObject ParentHeader, JsonObject Content)
{
    internal const string ProtocolVersion = "5.4";
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };
    private static readonly byte[] Delimiter = "<IDS|MSG>"u8.ToArray();

    internal string Type => (string?)Header["msg_type"] ?? "";

    internal string Id => (string?)Header["msg_id"] ?? "";

    internal string ParentId => (string?)ParentHeader["msg_id"] ?? "";

    internal static JupyterMessage New(string type, JsonObject content, string session, JsonObject? parent = null, IReadOnlyList<byte[]>? identities = null) => new(
        identities ?? [],
        new JsonObject
        {
            ["msg_id"] = Guid.NewGuid().ToString(),
            ["session"] = session,
            ["username"] = "course",
            ["date"] = DateTime.UtcNow.ToString("o", CultureInfo.InvariantCulture),
            ["msg_type"] = type,
            ["version"] = ProtocolVersion,
        },
        parent is null ? [] : (JsonObject)parent.DeepClone(),
        content);

    internal NetMQMessage ToFrames(string key)
    {
        byte[][] parts = [Bytes(Header), Bytes(ParentHeader), "{}"u8.ToArray(), Bytes(Content)];
        var frames = new NetMQMessage();
        foreach (var identity in Identities)
        {
            frames.Append(identity);
        }

        frames.Append(Delimiter);
        frames.Append(Sign(key, parts));
        foreach (var part in parts)
        {
            frames.Append(part);
        }

        return frames;
    }

    /// <summary>The signature of a message that was parsed.</summary>
    internal static string SignatureOf(NetMQMessage frames) =>
        frames.SkipWhile(frame => !frame.ToByteArray().AsSpan().SequenceEqual(Delimiter)).Skip(1).First().ConvertToString();

    /// <summary>Reads a message; false where the frames are no message, or the signature is not the key's.</summary>
    internal static bool TryParse(NetMQMessage frames, string key, out JupyterMessage message, out string fault)
    {
        message = null!;
        var all = frames.Select(frame => frame.ToByteArray()).ToList();
        var at = all.FindIndex(frame => frame.AsSpan().SequenceEqual(Delimiter));
        if (at < 0 || all.Count < at + 6)
        {
            fault = "its frames are not those of a message";
            return false;
        }

        byte[][] parts = [all[at + 2], all[at + 3], all[at + 4], all[at + 5]];
        if (key.Length > 0 && !CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Sign(key, parts)), all[at + 1]))
        {
            fault = "its signature is wrong";
            return false;
        }

        try
        {
            message = new JupyterMessage(all[..at], Parse(parts[0]), Parse(parts[1]), Parse(parts[3]));
            fault = message.Type.Length > 0 && message.Id.Length > 0 ? "" : "its header has no msg_type or no msg_id";
            return fault.Length == 0;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            fault = $"its JSON is malformed: {e.Message}";
            return false;
        }
    }

    /// <summary>Everything that can be wrong is found here: reading a value later, on the thread of the sockets, must not fail.</summary>
    private static JsonObject Parse(byte[] json) => !Utf8.IsValid(json)
        ? throw new JsonException("not UTF-8")
        : JsonNode.Parse(json, documentOptions: Strict) is JsonObject parsed ? Readable(parsed, json) : throw new JsonException("not an object");

    /// <summary>An escape can name half of a character, which no text can hold: reading it would fail later.</summary>
    private static JsonObject Readable(JsonObject parsed, ReadOnlySpan<byte> json)
    {
        if (json.IndexOf("\\u"u8) >= 0)
        {
            Read(parsed);
        }

        return parsed;
    }

    private static void Read(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject fields:
                foreach (var (_, value) in fields)
                {
                    Read(value);
                }

                break;
            case JsonArray items:
                foreach (var item in items)
                {
                    Read(item);
                }

                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                _ = value.GetValue<string>();
                break;
        }
    }

    private static byte[] Bytes(JsonObject json) => Encoding.UTF8.GetBytes(json.ToJsonString());

    private static string Sign(string key, byte[][] parts)
    {
        if (key.Length == 0)
        {
            return "";
        }

        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(key));
        foreach (var part in parts)
        {
            hmac.AppendData(part);
        }

        return Convert.ToHexStringLower(hmac.GetHashAndReset());
    }
}
