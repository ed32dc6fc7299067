using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Course.Jupyter;

/// <summary>How to reach a kernel: what a front end writes to the connection file.</summary>
internal sealed record ConnectionFile(
    [property: JsonPropertyName("transport")] string Transport,
    [property: JsonPropertyName("ip")] string Ip,
    [property: JsonPropertyName("shell_port")] int ShellPort,
    [property: JsonPropertyName("iopub_port")] int IopubPort,
    [property: JsonPropertyName("stdin_port")] int StdinPort,
    [property: JsonPropertyName("control_port")] int ControlPort,
    [property: JsonPropertyName("hb_port")] int HeartbeatPort,
    [property: JsonPropertyName("key")] string Key,
    [property: JsonPropertyName("signature_scheme")] string SignatureScheme)
{
    private const string Unix = "ipc";

    /// <summary>Whether the front end comes over Unix sockets.</summary>
    [JsonIgnore]
    internal bool IsUnix => Transport == Unix;

    /// <exception cref="CourseException">The file is missing, malformed, or asks for what this kernel does not have.</exception>
    internal static ConnectionFile Read(string path)
    {
        try
        {
            var connection = JsonSerializer.Deserialize<ConnectionFile>(File.ReadAllText(path)) ?? throw new JsonException("it is null");
            return connection switch
            {
                { Transport: not ("tcp" or Unix) } => throw new CourseException($"{path}: transport \"{connection.Transport}\" is not served, only \"tcp\" and \"{Unix}\""),
                { SignatureScheme: not "hmac-sha256" } => throw new CourseException($"{path}: signature scheme \"{connection.SignatureScheme}\" is not hmac-sha256"),
                _ => connection,
            };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new CourseException($"{path}: no readable connection file: {e.Message}");
        }
    }

    /// <summary>A connection on loopback, with ports that are free now and a key of its own.</summary>
    internal static ConnectionFile OnLoopback()
    {
        var listeners = Enumerable.Range(0, 5).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToArray();
        foreach (var listener in listeners)
        {
            listener.Start();
        }

        var ports = listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port).ToArray();
        foreach (var listener in listeners)
        {
            listener.Stop();
        }

        return new ConnectionFile("tcp", "127.0.0.1", ports[0], ports[1], ports[2], ports[3], ports[4], Guid.NewGuid().ToString("N"), "hmac-sha256");
    }

    /// <summary>Where a channel is: an address of ZeroMQ's, or the path of a Unix socket.</summary>
    internal string Address(int port) => IsUnix ? $"{Ip}-{port}" : $"tcp://{Ip}:{port}";

    internal string ToJson() => JsonSerializer.Serialize(this);
}
