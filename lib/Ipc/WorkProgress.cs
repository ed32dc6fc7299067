namespace Ipc;

/// <summary>How far a long measurement or examination has come.</summary>
/// <param name="Done">How many of its parts are done: from 0 to <paramref name="Total"/>.</param>
/// <param name="Total">How many parts it has.</param>
/// <param name="Current">The part that runs now, in words; empty once all are done.</param>
public sealed record WorkProgress(int Done, int Total, string Current)
{
    /// <summary>Whether all parts are done.</summary>
    public bool IsFinished => Done == Total;
}
