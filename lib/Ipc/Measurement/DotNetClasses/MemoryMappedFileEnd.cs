using System.IO.MemoryMappedFiles;

namespace Ipc.Measurement.DotNetClasses;

/// <summary>A mapped file with a message each way, and a count for each of them, in a cache line of its own. Who waits looks at the count.</summary>
internal sealed unsafe class MemoryMappedFileEnd : DotNetEnd
{
    private const int Line = 64, LooksBeforeTheOtherIsMissed = 1 << 24;

    private readonly MemoryMappedFile file;
    private readonly MemoryMappedViewAccessor view;
    private readonly byte* outgoing, incoming;
    private long sent, received;

    private MemoryMappedFileEnd(string path, int bytes, bool isFirst)
    {
        Meeting = path;
        var room = Line + ((bytes + Line - 1) / Line * Line);
        file = MemoryMappedFile.CreateFromFile(path, FileMode.OpenOrCreate, mapName: null, 2 * room);
        view = file.CreateViewAccessor(0, 2 * room);
        byte* memory = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref memory);
        memory += view.PointerOffset;
        outgoing = isFirst ? memory : memory + room;
        incoming = isFirst ? memory + room : memory;
    }

    internal override string Meeting { get; }

    internal override void Send(ReadOnlySpan<byte> message)
    {
        message.CopyTo(new Span<byte>(outgoing + Line, message.Length));
        Volatile.Write(ref *(long*)outgoing, ++sent);
    }

    internal override void Receive(Span<byte> message)
    {
        received++;
        for (var looks = 0; Volatile.Read(ref *(long*)incoming) != received; looks++)
        {
            if (looks == LooksBeforeTheOtherIsMissed)
            {
                looks = 0;
                DotNetPair.EndIfAlone();
            }
        }

        new ReadOnlySpan<byte>(incoming + Line, message.Length).CopyTo(message);
    }

    public override void Dispose()
    {
        view.SafeMemoryMappedViewHandle.ReleasePointer();
        view.Dispose();
        file.Dispose();
    }

    internal static MemoryMappedFileEnd First(int bytes) => new(Place("map"), bytes, isFirst: true);

    internal static MemoryMappedFileEnd Second(string meeting, int bytes) => new(meeting, bytes, isFirst: false);
}
