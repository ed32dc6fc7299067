using Ipc.Commands;
using Ipc.Leftovers;
using Ipc.Native;
using Ipc.Tracing;

namespace Ipc.Fifos;

/// <summary>How something that makes a FIFO reached the kernel.</summary>
/// <param name="MadeBy">The library function, or the command as it is typed.</param>
/// <param name="Name">The system call that the kernel saw.</param>
/// <param name="Call">The same with its arguments and result.</param>
/// <param name="Mode">What ls -l shows of the file afterwards.</param>
public sealed record FifoCreation(
    [property: Column("made by")] string MadeBy,
    [property: Column("system call")] string Name,
    [property: Column("as the kernel saw it")] string Call,
    string Mode) : IObservation
{
    private static readonly TraceOptions Options = new() { Calls = ["mknod", "mknodat"], TextBytes = 200 };

    /// <summary>Makes a FIFO with libc's mkfifo, and with the commands mkfifo and mknod where they are there.</summary>
    /// <exception cref="PosixException">Tracing is not allowed here.</exception>
    public static IReadOnlyList<FifoCreation> ObserveAll()
    {
        using var folder = Scratch.Create("mkfifo");
        return
        [
            Of("mkfifo(path, 0600)", "function", path => SystemCallTracer.Trace(
                c =>
                {
                    c.MakeFifo(path);
                    c.Exit(0);
                },
                Options)),
            .. Typed("mkfifo", path => [path]),
            .. Typed("mknod", path => [path, "p"]),
        ];

        FifoCreation Of(string madeBy, string name, Func<string, SystemCallTrace> make)
        {
            var path = folder.File(name);
            var call = make(path).Calls.First(call => call.Name is "mknod" or "mknodat");
            return new FifoCreation(madeBy, call.Name, call.Text.Replace(folder.Path, "…", StringComparison.Ordinal), FileNode.Of(path).Mode);
        }

        IEnumerable<FifoCreation> Typed(string program, Func<string, string[]> arguments)
        {
            try
            {
                return [Of($"$ {string.Join(' ', arguments("path").Prepend(program))}", program, path => SystemCallTracer.Trace(Command.Of(program, arguments(path)), Options))];
            }
            catch (PosixException e) when (e is { Call: "execvp", Errno: Errno.ENOENT })
            {
                return []; // not every machine has the command
            }
        }
    }
}
