namespace Ipc.Hangs;

/// <summary>What a blocked thread waits for, and who could end that.</summary>
/// <param name="Kind">The kind of thing.</param>
/// <param name="What">The thing in words: "data from pipe 4711".</param>
/// <param name="Enders">The processes that could end the wait; empty where nobody can.</param>
public sealed record Wait(WaitKind Kind, string What, IReadOnlyList<WaitEnder> Enders) : IObservation
{
    /// <summary>The object alone: "pipe 4711", "FIFO /tmp/f"; empty where there is none.</summary>
    [Column(Hidden = true)]
    public string Object { get; init; } = "";

    /// <inheritdoc/>
    public override string ToString() => What;
}
