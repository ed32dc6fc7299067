using Ipc.Children;

namespace Ipc.Robustness;

/// <summary>A message of two words in memory that both processes have mapped, and that a lock guards.</summary>
internal abstract class GuardedMemoryMechanism : Mechanism
{
    /// <summary>Where the second word of the message is.</summary>
    protected const int Word = sizeof(long);
    private readonly SharedWord stored = SharedWord.Create();
    private Guard? writer, reader;

    internal sealed override bool IsMemory => true;

    /// <inheritdoc/>
    public override void Dispose() => stored.Dispose();

    internal sealed override Func<bool, Value> Writer(ChildProgram c)
    {
        var own = writer = Open(c);
        return _ =>
        {
            var locked = own.Lock();
            c.StoreAt(own.Page, 1);
            c.StoreAt(own.Page + Word, 1);
            own.Unlock();
            c.Store(stored, 1);
            return locked;
        };
    }

    internal sealed override Func<Value> Reader(ChildProgram c)
    {
        var own = reader = Open(c);
        return () =>
        {
            c.SpinUntil(stored, 1);
            var locked = own.Lock();
            c.LoadAt(own.Page);
            c.LoadAt(own.Page + Word);
            own.Unlock();
            return locked;
        };
    }

    internal sealed override Value Answer(ChildProgram c)
    {
        c.StoreAt(reader!.Page + (2 * Word), 1);
        return c.LoadAt(reader.Page + (2 * Word));
    }

    internal sealed override Value TakeAnswer(ChildProgram c) => c.LoadAt(writer!.Page + (2 * Word));

    internal sealed override void Look(ChildProgram c) => c.LoadAt(Open(c).Page);

    internal sealed override void BeginWriting(ChildProgram c)
    {
        writer!.Lock();
        c.StoreAt(writer.Page, 2);
    }

    internal sealed override void BeginReading(ChildProgram c)
    {
        reader!.Lock();
        c.LoadAt(reader.Page);
    }

    internal override (string Saw, bool Learned) Told(ChildStep step) => ("the lock", false);

    /// <summary>What a message is called whose two words differ.</summary>
    protected static string Half(long first, long second) => first == second ? "" : ", and half a message";

    /// <summary>Records how a process maps the memory and gets hold of the lock.</summary>
    protected abstract Guard Open(ChildProgram c);

    /// <summary>The memory and its lock, in one process.</summary>
    /// <param name="Page">Where the memory is.</param>
    /// <param name="Lock">Records that the process takes the lock; the value is negative where that failed.</param>
    /// <param name="Unlock">Records that it gives the lock back.</param>
    protected sealed record Guard(Value Page, Func<Value> Lock, Func<Value> Unlock);
}
