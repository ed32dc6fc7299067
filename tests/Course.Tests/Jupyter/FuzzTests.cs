using System.Text;
using System.Text.Json.Nodes;
using NetMQ;
using NetMQ.Sockets;

namespace Course.Tests.Jupyter;

/// <summary>Thousands of messages that no front end should send, each from the same seed: the kernel has to live through them.</summary>
public sealed class FuzzTests : IDisposable
{
    private const int Messages = 10_000, Seed = 20261126;
    private static readonly string[] Types = ["execute_request", "complete_request", "inspect_request", "is_complete_request", "history_request", "comm_info_request", "comm_open", "comm_msg", "kernel_info_request", "interrupt_request", "debug_request", "input_reply", "no_such_request"];
    private static readonly string[] Fields = ["code", "cursor_pos", "silent", "store_history", "user_expressions", "allow_stdin", "stop_on_error", "hist_access_type", "n", "session", "start", "stop", "pattern", "output", "comm_id", "value", "detail_level"];
    private readonly FrontEnd frontEnd = new();

    public void Dispose() => frontEnd.Dispose();

    [Fact]
    public void The_kernel_lives_through_ten_thousand_malformed_messages()
    {
        var random = new Random(Seed);
        DealerSocket[] sockets = [frontEnd.Shell, frontEnd.Control, frontEnd.Stdin];
        for (var i = 0; i < Messages; i++)
        {
            var socket = sockets[random.Next(sockets.Length)];
            socket.SendMultipartMessage(random.Next(3) switch
            {
                0 => Noise(random),
                1 => Torn(frontEnd.New(Types[random.Next(Types.Length)], Content(random)).ToFrames(frontEnd.Key), random),
                _ => frontEnd.New(Types[random.Next(Types.Length)], Content(random)).ToFrames(frontEnd.Key),
            });

            // The answers must not pile up on this side.
            NetMQMessage? answer = null;
            while (socket.TryReceiveMultipartMessage(TimeSpan.Zero, ref answer))
            {
            }
        }

        frontEnd.AssertLives();
        Assert.Equal("42", (string?)frontEnd.Published(frontEnd.Execute("6 * 7")).Single(message => message.Type == "execute_result").Content["data"]!["text/plain"]);
    }

    /// <summary>Frames of random bytes, sometimes with the delimiter among them.</summary>
    private static NetMQMessage Noise(Random random)
    {
        var message = new NetMQMessage();
        for (var frames = random.Next(1, 9); frames > 0; frames--)
        {
            var bytes = new byte[random.Next(64)];
            random.NextBytes(bytes);
            message.Append(random.Next(6) == 0 ? "<IDS|MSG>"u8.ToArray() : bytes);
        }

        return message;
    }

    /// <summary>A message of which one frame is changed, missing, or there twice.</summary>
    private static NetMQMessage Torn(NetMQMessage message, Random random)
    {
        var frames = message.Select(frame => frame.ToByteArray().ToArray()).ToList();
        var at = random.Next(frames.Count);
        switch (random.Next(3))
        {
            case 0 when frames[at].Length > 0:
                frames[at][random.Next(frames[at].Length)] ^= (byte)(1 << random.Next(8));
                break;
            case 1:
                frames.RemoveAt(at);
                break;
            default:
                frames.Insert(at, frames[at]);
                break;
        }

        return frames.Count == 0 ? Noise(random) : new NetMQMessage(frames);
    }

    /// <summary>Fields of the protocol with values of any kind.</summary>
    private static JsonObject Content(Random random)
    {
        var content = new JsonObject();
        for (var fields = random.Next(5); fields > 0; fields--)
        {
            content[Fields[random.Next(Fields.Length)]] = Value(random, depth: 0);
        }

        return content;
    }

    private static JsonNode? Value(Random random, int depth) => random.Next(depth > 3 ? 6 : 8) switch
    {
        0 => null,
        1 => random.Next(2) == 0,
        2 => random.Next(),
        3 => -random.NextInt64(),
        4 => random.NextDouble() * 1e300,
        5 => Text(random),
        6 => new JsonArray([.. Enumerable.Range(0, random.Next(4)).Select(_ => Value(random, depth + 1))]),
        _ => new JsonObject([.. Enumerable.Range(0, random.Next(4)).Select(i => KeyValuePair.Create($"{i}", Value(random, depth + 1)))]),
    };

    /// <summary>Characters that mean something to JSON, C# and the kernel; no text that could be a program which does harm or takes long.</summary>
    private static string Text(Random random)
    {
        const string Characters = "{}[]()\"'\\#!r \n\t;:,.*?@$<>=+-0a\u00e9\u2028\ud83d\ude00\ufffe";
        var text = new StringBuilder();
        for (var length = random.Next(24); length > 0; length--)
        {
            text.Append(Characters[random.Next(Characters.Length)]);
        }

        return text.ToString();
    }
}
