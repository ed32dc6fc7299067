using Ipc.Children;

namespace Ipc.Tracing;

/// <summary>Bytes that one call put into a pipe or socket and another took out.</summary>
/// <param name="Object">The pipe or socket, as far as it has a name: "pipe of 812", "pipe:[4711]".</param>
/// <param name="Writer">The thread that wrote.</param>
/// <param name="Written">When its call began.</param>
/// <param name="Reader">The thread that read.</param>
/// <param name="Read">When its call had them.</param>
/// <param name="Bytes">How many, at least one. A write may be read in pieces, and one read may take several writes. Writes that lay their bytes between each other's are not told: see pipe(7) on PIPE_BUF.</param>
public sealed record Transfer(
    string Object,
    [property: Column("from")] int Writer,
    MonotonicTime Written,
    [property: Column("to")] int Reader,
    MonotonicTime Read,
    [property: Column(Unit = "bytes")] long Bytes) : IObservation
{
    /// <summary>The bytes that went between the processes of several traces, through pipes and sockets that they inherited from one parent, and FIFOs and sockets that they found by name, as far as their steps tell.</summary>
    /// <param name="traces">What children recorded of themselves.</param>
    public static IReadOnlyList<Transfer> Among(params IReadOnlyList<ChildTrace> traces) => SystemCallTransfers.Of(traces);
}
