using Ipc.Children;
using Ipc.Native;

namespace Ipc.Robustness;

/// <summary>A message of two words in a mapped file; each side waits for the other with futex(2).</summary>
internal sealed class MappedFileMechanism : Mechanism
{
    private const int Word = sizeof(long);
    private readonly Leftovers.Scratch scratch = Leftovers.Scratch.Create("robustness");
    private readonly SharedWord full = SharedWord.Create();
    private readonly string path;
    private Value? writerPage, readerPage;

    internal MappedFileMechanism()
    {
        path = scratch.File("message");
        File.WriteAllBytes(path, new byte[Environment.SystemPageSize]);
    }

    internal override bool IsMemory => true;

    /// <inheritdoc/>
    public override void Dispose()
    {
        full.Dispose();
        scratch.Dispose();
    }

    internal override Func<bool, Value> Writer(ChildProgram c)
    {
        var page = writerPage = Open(c);
        return _ =>
        {
            c.FutexWait(full, 1); // returns at once where it is 0 already
            c.StoreAt(page, 1);
            c.StoreAt(page + Word, 1);
            c.Store(full, 1);
            return c.FutexWake(full, 1);
        };
    }

    internal override Func<Value> Reader(ChildProgram c)
    {
        var page = readerPage = Open(c);
        return () =>
        {
            c.FutexWait(full, 0);
            c.LoadAt(page);
            c.LoadAt(page + Word);
            c.Store(full, 0);
            return c.FutexWake(full, 1);
        };
    }

    internal override Value Answer(ChildProgram c)
    {
        c.StoreAt(readerPage! + (2 * Word), 1);
        return c.LoadAt(readerPage! + (2 * Word));
    }

    internal override Value TakeAnswer(ChildProgram c) => c.LoadAt(writerPage! + (2 * Word));

    internal override void Look(ChildProgram c) => c.LoadAt(Open(c));

    internal override void BeginWriting(ChildProgram c) => c.StoreAt(writerPage!, 2);

    internal override void BeginReading(ChildProgram c) => c.LoadAt(readerPage!);

    internal override string LeftBehind()
    {
        var bytes = File.ReadAllBytes(path);
        return BitConverter.ToInt64(bytes) == BitConverter.ToInt64(bytes, Word) ? "the file" : "the file, and half a message";
    }

    private Value Open(ChildProgram c) =>
        c.Map(Environment.SystemPageSize, MapProtection.Read | MapProtection.Write, MapFlags.Shared, c.Open(path, Unistd.O_RDWR));
}
