namespace Ipc.Measurement.DotNetClasses;

/// <summary>One program's end of a class of .NET that carries messages both ways.</summary>
internal abstract class DotNetEnd : IDisposable
{
    internal const string AnonymousPipe = "pipe, .NET AnonymousPipeStream", NamedPipe = "Unix socket, .NET NamedPipeStream", UnixSocket = "Unix socket, .NET Socket", MappedFile = "mmap'd file, .NET MemoryMappedFile";

    /// <summary>What the other program is told, so that it can make its own end.</summary>
    internal abstract string Meeting { get; }

    /// <summary>Called once the other program runs: waits for it where the class has such a call.</summary>
    internal virtual void Join()
    {
    }

    /// <summary>Sends a message whole.</summary>
    internal abstract void Send(ReadOnlySpan<byte> message);

    /// <summary>Receives a message whole.</summary>
    internal abstract void Receive(Span<byte> message);

    /// <inheritdoc/>
    public abstract void Dispose();

    /// <summary>Makes the end of the program that starts the other.</summary>
    internal static DotNetEnd First(string mechanism, int bytes) => mechanism switch
    {
        AnonymousPipe => AnonymousPipeEnd.First(),
        NamedPipe => NamedPipeEnd.First(),
        UnixSocket => SocketEnd.First(),
        MappedFile => MemoryMappedFileEnd.First(bytes),
        _ => throw new ArgumentException($"no class of .NET is called {mechanism}", nameof(mechanism)),
    };

    /// <summary>Makes the end of the program that was started.</summary>
    internal static DotNetEnd Second(string mechanism, int bytes, string meeting) => mechanism switch
    {
        AnonymousPipe => AnonymousPipeEnd.Second(meeting),
        NamedPipe => NamedPipeEnd.Second(meeting),
        UnixSocket => SocketEnd.Second(meeting),
        MappedFile => MemoryMappedFileEnd.Second(meeting, bytes),
        _ => throw new ArgumentException($"no class of .NET is called {mechanism}", nameof(mechanism)),
    };

    /// <summary>A place in the program's own folder for temporary files, which goes with it.</summary>
    private protected static string Place(string name) => Path.Combine(Path.GetTempPath(), name);
}
