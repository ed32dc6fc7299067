using Ipc.Children;
using Ipc.Native;

namespace Ipc.Robustness;

/// <summary>Real-time signals that carry a word each.</summary>
internal sealed class SignalMechanism : Mechanism
{
    private const Signal Urgent = Signal.SIGRTMIN, Carrier = Signal.SIGRTMIN + 1;
    private readonly SharedWord blocked = SharedWord.Create(), writer = SharedWord.Create();
    private int readerPid;

    internal override bool WriterBlocks => false;

    /// <inheritdoc/>
    public override void Dispose()
    {
        blocked.Dispose();
        writer.Dispose();
    }

    internal override Func<bool, Value> Writer(ChildProgram c)
    {
        c.Block(Carrier);
        c.Store(writer, c.GetPid());
        c.SpinUntil(blocked, 1); // a signal that is not blocked would end the reader
        return urgent => c.SigQueue(readerPid, urgent ? Urgent : Carrier, 4711);
    }

    internal override Func<Value> Reader(ChildProgram c)
    {
        c.Block(Carrier, Urgent);
        c.Store(blocked, 1);
        return () => c.SigWait(Carrier, Urgent);
    }

    internal override Value Answer(ChildProgram c) => c.SigQueue(c.Load(writer), Carrier, 4712);

    internal override Value TakeAnswer(ChildProgram c) => c.SigWait(Carrier);

    internal override void ReaderStarted(ChildProcess reader) => readerPid = reader.Pid;

    // What is pending for a process is kept in the process.
    internal override string LeftBehind() => ProcFs.ProcessStat.Find(readerPid) is null ? "" : "the process";
}
