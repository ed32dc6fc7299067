using Ipc.Children;
using Ipc.Fifos;
using Ipc.Futexes;
using Ipc.Leftovers;
using Ipc.Pipes;
using Ipc.SharedMemory;
using Ipc.Sockets;

namespace Ipc.Tests.Children.CSource;

/// <summary>What a child's program uses of its parent, made anew for each run.</summary>
internal sealed class ParentsThings : IDisposable
{
    private readonly List<IDisposable> things = [];

    internal SharedWord Word(long value = 0) => Keep(SharedWord.Create(value));

    internal SharedWord Variable(long value = 0) => Keep(SharedWord.CreatePrivate(value));

    internal MemoryBlock Block(long bytes) => Keep(MemoryBlock.Create(bytes));

    internal PosixMutex Mutex(MutexAttributes attributes = MutexAttributes.None) => Keep(PosixMutex.Create(attributes));

    internal Pipe Pipe() => Keep(global::Ipc.Pipes.Pipe.Create());

    internal Fifo Fifo() => Keep(global::Ipc.Fifos.Fifo.Create());

    internal SocketName SocketName() => Keep(global::Ipc.Sockets.SocketName.AtPath());

    internal (UnixSocket First, UnixSocket Second) SocketPair(SocketKind kind)
    {
        var (first, second) = UnixSocket.Pair(kind);
        return (Keep(first), Keep(second));
    }

    internal UnixSocket Listener(SocketName name, int backlog) => Keep(UnixSocket.At(name, backlog: backlog));

    internal MemoryFile MemoryFile() => Keep(global::Ipc.SharedMemory.MemoryFile.Create());

    /// <summary>A name for an object in /dev/shm that a program makes itself; the same each time, since the program has it as a text.</summary>
    internal string Name(ObjectKind kind)
    {
        var name = $"/ipc-laboratory-{Environment.ProcessId}-of-a-program";
        Keep(Journal.Current.Enter(kind, name));
        return name;
    }

    public void Dispose() => things.ForEach(thing => thing.Dispose());

    private T Keep<T>(T thing)
        where T : IDisposable
    {
        things.Add(thing);
        return thing;
    }
}
