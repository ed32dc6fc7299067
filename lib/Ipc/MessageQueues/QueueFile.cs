using System.Globalization;
using Ipc.Commands;
using Ipc.Leftovers;
using Ipc.Native;

namespace Ipc.MessageQueues;

/// <summary>A POSIX message queue as a file of the file system mqueue: what it says when it is read.</summary>
/// <param name="Path">The file.</param>
/// <param name="Bytes">QSIZE: the bytes of all messages in it.</param>
/// <param name="Told">NOTIFY, SIGNO and NOTIFY_PID: who is to be told of a message, and how; empty for nobody.</param>
/// <param name="Missing">Why there is no such file here, and what to do; <c>null</c> where there is.</param>
/// <seealso href="https://man7.org/linux/man-pages/man7/mq_overview.7.html"/>
public sealed record QueueFile(
    [property: Column("file")] string Path,
    [property: Column("QSIZE", Unit = "bytes")] long? Bytes,
    [property: Column("to be told")] string Told,
    [property: Column("not observed, since")] string? Missing) : IObservation
{
    private const string Mount = "/dev/mqueue";

    /// <summary>Looks at a queue's file: in /dev/mqueue, or where that is not mounted, in a mount that only the process that looks can see.</summary>
    /// <param name="queue">The queue.</param>
    public static QueueFile Of(PosixQueue queue)
    {
        ArgumentNullException.ThrowIfNull(queue);
        var path = Mount + queue.Name;
        return File.Exists(path) ? Parse(path, File.ReadAllText(path)) : OfOwnMount(queue.Name);
    }

    private static QueueFile OfOwnMount(string name)
    {
        using var scratch = Scratch.Create("mqueue");
        string why;
        try
        {
            var look = Command.Of("unshare", "--mount", "sh", "-c", "mount -t mqueue none \"$1\" && cat \"$1$2\"", "sh", scratch.Path, name).Run();
            if (look.Status.Raw == 0)
            {
                return Parse(name, look.StandardOutput);
            }

            why = look.StandardError.Trim().Split('\n')[0];
        }
        catch (PosixException e) when (e.Errno == Errno.ENOENT)
        {
            why = "there is no unshare(1) here";
        }

        return new("", null, "", $"{Mount} is not mounted, and no mount of one's own is allowed ({why}); as root: mkdir -p {Mount} && mount -t mqueue none {Mount}");
    }

    internal static QueueFile Parse(string path, string text)
    {
        var fields = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(field => field.Split(':', 2)).ToDictionary(pair => pair[0], pair => long.Parse(pair[1], CultureInfo.InvariantCulture));
        var told = fields["NOTIFY_PID"] == 0 ? "" : $"pid {fields["NOTIFY_PID"]}, by {(fields["NOTIFY"] == 0 ? ((Signal)fields["SIGNO"]).ToString() : $"SIGEV {fields["NOTIFY"]}")}";
        return new(path, fields["QSIZE"], told, null);
    }
}
