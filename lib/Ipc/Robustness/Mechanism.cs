using Ipc.Children;
using Ipc.Native;

namespace Ipc.Robustness;

/// <summary>A way to carry messages from a writer to a reader, made anew for one observation. Disposing removes what it made.</summary>
internal abstract class Mechanism : IDisposable
{
    /// <summary>Bytes of a part where the mechanism carries bytes: little, so that a writer blocks soon.</summary>
    protected const int PartBytes = 1024;

    /// <summary>A part as text; an urgent one is shorter, so that one can tell which of two came out first.</summary>
    protected static string Part(bool urgent) => urgent ? "an urgent part ".PadRight(PartBytes / 2, '.') : "a part of a message ".PadRight(PartBytes, '.');

    /// <summary>Whether a writer that nobody reads from blocks in the end.</summary>
    internal virtual bool WriterBlocks => true;

    /// <summary>Whether bytes lie in memory where they were stored: a call hands over nothing.</summary>
    internal virtual bool IsMemory => false;

    /// <inheritdoc/>
    public abstract void Dispose();

    /// <summary>Records how the writer gets hold of the mechanism.</summary>
    /// <returns>What records that it puts in a part, an urgent one where it is told so; the value is negative where that failed.</returns>
    internal abstract Func<bool, Value> Writer(ChildProgram c);

    /// <summary>Records how the reader gets hold of the mechanism.</summary>
    /// <returns>What records that it takes a part out.</returns>
    internal abstract Func<Value> Reader(ChildProgram c);

    /// <summary>Records that the reader, in the process that recorded <see cref="Reader"/>, puts something in the other way round.</summary>
    /// <returns>The value is negative where that failed.</returns>
    internal abstract Value Answer(ChildProgram c);

    /// <summary>Records that the writer, in the process that recorded <see cref="Writer"/>, takes it out.</summary>
    internal abstract Value TakeAnswer(ChildProgram c);

    /// <summary>Records that a reader looks for a part, and does nothing to wait for one.</summary>
    internal virtual void Look(ChildProgram c) => Reader(c)();

    /// <summary>The descriptor that the writer puts parts in with; −1 where it has none.</summary>
    internal virtual Operand WriterDescriptor => -1;

    /// <summary>Records what the writer begins before it is killed, where a part that was put in does not do as a beginning.</summary>
    internal virtual void BeginWriting(ChildProgram c)
    {
    }

    /// <summary>Records what the reader begins before it is killed.</summary>
    internal virtual void BeginReading(ChildProgram c)
    {
    }

    /// <summary>The reader runs: who sends signals needs its process id.</summary>
    internal virtual void ReaderStarted(ChildProcess reader)
    {
    }

    /// <summary>Closes what the laboratory itself holds open, so that the two processes are the only ones.</summary>
    internal virtual void LetGo()
    {
    }

    /// <summary>What a call that returned tells its caller, and whether it tells that the other is gone.</summary>
    internal virtual (string Saw, bool Learned) Told(ChildStep step) => step switch
    {
        { Errno: { } errno } => ($"{errno}", true),
        { Call: "read" or "recv" or "recvmsg", Result: 0 } => ("end of file", true),
        _ => ($"{step.Result}, as ever", false),
    };

    /// <summary>What is there once both processes have ended: "" for nothing.</summary>
    internal abstract string LeftBehind();

    /// <summary>The object that a descriptor refers to, as /proc names it.</summary>
    protected static string TargetOf(FileDescriptor descriptor) => ProcFs.OpenDescriptor.Find(Environment.ProcessId, descriptor.Number)!.Target;

    /// <summary>Whether a process still has an object open. Children of other experiments close at once what they inherit.</summary>
    protected static string StillOpen(string target, string name) =>
        SpinWait.SpinUntil(() => !new Hangs.Holders().Of(target).Any(), TimeSpan.FromSeconds(2)) ? "" : $"{name}, still open somewhere";
}
