using Ipc.Children;
using Ipc.Native;

namespace Ipc.Robustness;

/// <summary>A message of two words in a mapped file, which a lock of flock(2) guards.</summary>
internal sealed class LockedFileMechanism : Mechanism
{
    private const int Word = sizeof(long);
    private readonly Leftovers.Scratch scratch = Leftovers.Scratch.Create("robustness");
    private readonly SharedWord stored = SharedWord.Create();
    private readonly string path;
    private (Value Descriptor, Value Page) writer, reader;

    internal LockedFileMechanism()
    {
        path = scratch.File("message");
        File.WriteAllBytes(path, new byte[Environment.SystemPageSize]);
    }

    internal override bool IsMemory => true;

    /// <inheritdoc/>
    public override void Dispose()
    {
        stored.Dispose();
        scratch.Dispose();
    }

    internal override Func<bool, Value> Writer(ChildProgram c)
    {
        writer = Open(c);
        return _ =>
        {
            var locked = c.Flock(writer.Descriptor, FlockOperation.Exclusive);
            c.StoreAt(writer.Page, 1);
            c.StoreAt(writer.Page + Word, 1);
            c.Flock(writer.Descriptor, FlockOperation.Unlock);
            c.Store(stored, 1);
            return locked;
        };
    }

    internal override Func<Value> Reader(ChildProgram c)
    {
        reader = Open(c);
        return () =>
        {
            c.SpinUntil(stored, 1);
            var locked = c.Flock(reader.Descriptor, FlockOperation.Exclusive);
            c.LoadAt(reader.Page);
            c.LoadAt(reader.Page + Word);
            c.Flock(reader.Descriptor, FlockOperation.Unlock);
            return locked;
        };
    }

    internal override void BeginWriting(ChildProgram c)
    {
        c.Flock(writer.Descriptor, FlockOperation.Exclusive);
        c.StoreAt(writer.Page, 2);
    }

    internal override void BeginReading(ChildProgram c)
    {
        c.Flock(reader.Descriptor, FlockOperation.Exclusive);
        c.LoadAt(reader.Page);
    }

    internal override (string Saw, bool Learned) Told(ChildStep step) => ("the lock", false);

    internal override string LeftBehind()
    {
        var bytes = File.ReadAllBytes(path);
        return BitConverter.ToInt64(bytes) == BitConverter.ToInt64(bytes, Word) ? "the file" : "the file, and half a message";
    }

    private (Value Descriptor, Value Page) Open(ChildProgram c)
    {
        var fd = c.Open(path, Unistd.O_RDWR);
        return (fd, c.Map(Environment.SystemPageSize, MapProtection.Read | MapProtection.Write, MapFlags.Shared, fd));
    }
}
