namespace Ipc.Robustness;

/// <summary>How one mechanism bore the death of either side.</summary>
/// <param name="Mechanism">What it is called.</param>
/// <param name="WriterKilled">What the reader saw after the writer had been killed.</param>
/// <param name="ReaderKilled">What the writer saw after the reader had been killed.</param>
/// <param name="HalfMessage">What became of the message in whose middle the writer was killed.</param>
public sealed record RobustnessRow(string Mechanism, Survivor WriterKilled, Survivor ReaderKilled, HalfMessage HalfMessage) : IObservation
{
    /// <summary>What was left when both processes had ended: of both runs, the one that left more.</summary>
    [Column("left behind")]
    public string Left => WriterKilled.Left.Length >= ReaderKilled.Left.Length ? WriterKilled.Left : ReaderKilled.Left;

    /// <summary>The four things that make a transfer robust, as far as this mechanism gave them.</summary>
    [Column(Hidden = true)]
    public IReadOnlyList<(string What, bool Given)> Criteria =>
    [
        ("the reader learns that the writer is gone", WriterKilled.Learned),
        ("the writer learns that the reader is gone", ReaderKilled.Learned),
        ("nothing is left behind", Left.Length == 0),
        ("no half message passes for a whole one", HalfMessage != HalfMessage.NotTold),
    ];

    /// <summary>Whether it is a Unix socket.</summary>
    [Column(Hidden = true)]
    public bool IsSocket => Mechanism.Contains("socket", StringComparison.Ordinal);

    /// <summary>How many of the four it gave.</summary>
    [Column("of 4")]
    public int Score => Criteria.Count(criterion => criterion.Given);
}
