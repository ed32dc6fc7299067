using Ipc.Children;
using Ipc.ProcFs;

namespace Ipc.Pipes;

/// <summary>When a reader saw the end of a pipe whose only writer had ended.</summary>
/// <param name="OtherHolder">Whether another process, which never writes, held the write end open meanwhile.</param>
/// <param name="StateAfterWriter">What the reader did once the writer was gone; <c>null</c> where nobody held the end and it may have ended already.</param>
/// <param name="WaitedAfterWriter">From the writer's exit to the read that returned 0.</param>
/// <param name="LastRead">What that read returned: 0 is end of file.</param>
/// <param name="LastCloseFirst">Whether that read returned only after the last write end had begun to close.</param>
public sealed record EndOfFileWait(
    bool OtherHolder,
    ProcessState? StateAfterWriter,
    [property: Column(Unit = "ms")] TimeSpan WaitedAfterWriter,
    long LastRead,
    bool LastCloseFirst) : IObservation
{
    /// <summary>A writer writes five bytes and ends; a reader reads to the end of the file.</summary>
    /// <param name="held">How long another process holds the write end after that; zero for no such process.</param>
    /// <seealso href="https://man7.org/linux/man-pages/man7/pipe.7.html"/>
    public static EndOfFileWait Observe(TimeSpan held)
    {
        using var pipe = Pipe.Create();
        using var gate = Pipe.Create();
        Value? last = null;
        Value? close = null;
        using var reader = Fork.Start(c =>
        {
            c.Read(pipe.ReadEnd, 64);
            last = c.Read(pipe.ReadEnd, 64);
            c.Exit(0);
        });
        using var holder = held > TimeSpan.Zero
            ? Fork.Start(c =>
            {
                c.Inherit(pipe.WriteEnd);
                c.Read(gate.ReadEnd, 1);
                close = c.Close(pipe.WriteEnd);
                c.Exit(0);
            })
            : null;
        using var writer = Fork.Start(c =>
        {
            c.Write(pipe.WriteEnd, "bytes");
            c.Exit(0);
        });
        pipe.Dispose();
        writer.Wait();
        ProcessState? state = null;
        if (holder is not null)
        {
            SpinWait.SpinUntil(() => reader.Trace.Steps.Count == 2 && ProcessStat.Of(reader.Pid).State == ProcessState.Sleeping, TimeSpan.FromSeconds(1));
            Thread.Sleep(held);
            state = ProcessStat.Of(reader.Pid).State;
        }

        gate.WriteEnd.Close();
        holder?.Wait();
        reader.Wait();
        var end = reader.StepsOf(last!)[0];
        var exit = writer.Trace.Steps[^1].Start;
        var lastClose = holder?.StepsOf(close!)[0].Start ?? exit;
        return new EndOfFileWait(holder is not null, state, end.End!.Value - exit, end.Result, end.End > lastClose);
    }
}
