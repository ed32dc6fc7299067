using Ipc.Commands;
using Ipc.Native;
using Ipc.Tracing;

namespace Ipc.Pipes;

/// <summary>How the bytes of a file came through <c>cat file | cat</c>, and what mmap had to do with it.</summary>
/// <param name="InputBytes">The file's size.</param>
/// <param name="Arrived">The bytes that came out at the end.</param>
/// <param name="Carriers">The calls that moved bytes of the file: name, how often, how many bytes, in the two programs together.</param>
/// <param name="Maps">mmap calls of the two programs, from exec to end.</param>
/// <param name="SharedMaps">Those of them with MAP_SHARED.</param>
/// <param name="LargestSharedMap">The largest of those; 0 where there was none.</param>
/// <param name="Buffers">Anonymous maps of 128 KiB and more: memory that a program asked for.</param>
/// <param name="MapsAfterFirstByte">mmap calls of a program after it had moved its first byte.</param>
public sealed record PipelineTransport(
    [property: Column("input", Unit = "bytes")] long InputBytes,
    [property: Column("arrived", Unit = "bytes")] long Arrived,
    [property: Column("moved by")] string Carriers,
    [property: Column("mmap calls")] int Maps,
    [property: Column("with MAP_SHARED")] int SharedMaps,
    [property: Column("the largest", Unit = "bytes")] long LargestSharedMap,
    [property: Column("anonymous, 128 KiB and more")] int Buffers,
    [property: Column("after the first byte")] int MapsAfterFirstByte) : IObservation
{
    private const int MAP_SHARED = 1, MAP_ANONYMOUS = 0x20, BufferBytes = 128 * 1024;

    private static readonly string[] Readers = ["read", "readv", "pread64"], Writers = ["write", "writev", "pwrite64"], Both = ["splice", "sendfile", "copy_file_range", "tee", "vmsplice"];

    /// <summary>Traces a shell that sends a file through two cats.</summary>
    /// <param name="inputBytes">The size of the file, 1 or more.</param>
    /// <exception cref="PosixException">There is no shell, or tracing is not allowed here.</exception>
    public static PipelineTransport Observe(int inputBytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputBytes, 1);
        using var scratch = Leftovers.Scratch.Create("pipeline-transport");
        var file = scratch.File("input");
        var arrived = scratch.File("arrived");
        File.WriteAllBytes(file, new byte[inputBytes]);
        var trace = SystemCallTracer.Trace(
            Command.Of("sh", "-c", "cat \"$1\" | cat > \"$2\"", "sh", file, arrived),
            new TraceOptions { Calls = [.. Readers, .. Writers, .. Both, "open", "openat", "mmap"], TextBytes = 4096 });
        return Of(trace, file, inputBytes, new FileInfo(arrived).Length);
    }

    private static PipelineTransport Of(SystemCallTrace trace, string file, long inputBytes, long arrived)
    {
        var cats = trace.Threads.Where(thread => thread.Program.Length > 0 && thread.By != 0).Select(thread => thread.Pid).ToHashSet();
        var calls = trace.Calls.Where(call => cats.Contains(call.Pid) && call.Errno is null).ToList();

        // The loader reads libraries before main begins: only what comes from the pipe or the file itself is the file's.
        var inputs = calls.Where(call => call.Name is "open" or "openat" && call.Arguments.Any(argument => argument.Text == $"\"{file}\"")).ToList();
        bool ReadsFile(SystemCall call) => inputs.Any(open => open.Pid == call.Pid && open.Result == call.Arguments[0].Word && open.Start < call.Start);
        bool Moves(SystemCall call) => call.Result > 0
            && (Both.Contains(call.Name)
                || (Writers.Contains(call.Name) && call.Arguments[0].Word == 1)
                || (Readers.Contains(call.Name) && (ReadsFile(call) || call.Arguments[0].Word == 0)));
        var moved = calls.Where(Moves).ToList();
        var maps = calls.Where(call => call.Name == "mmap").ToList();
        var shared = maps.Where(map => (map.Arguments[3].Word & MAP_SHARED) != 0).ToList();
        return new PipelineTransport(
            inputBytes,
            arrived,
            string.Join(", ", moved.GroupBy(call => call.Name).Select(group => $"{group.Count()} {group.Key} of {group.Sum(call => call.Result)} bytes")),
            maps.Count,
            shared.Count,
            shared.Select(map => map.Arguments[1].Word).DefaultIfEmpty().Max(),
            maps.Count(map => map.Arguments[1].Word >= BufferBytes && (map.Arguments[3].Word & MAP_ANONYMOUS) != 0),
            maps.Count(map => moved.Any(mover => mover.Pid == map.Pid && mover.Start < map.Start)));
    }
}
