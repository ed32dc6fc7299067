using Ipc.Hangs;

namespace Ipc.Children;

/// <summary>A child lived past its deadline and was killed. The message says what it waited for.</summary>
/// <param name="message">Which child, what it waited for, how long.</param>
/// <param name="trace">What it did until then.</param>
/// <param name="hang">How it and its descendants stood just before they were killed.</param>
public sealed class ChildDeadlineException(string message, ChildTrace trace, HangReport hang) : Exception(message), IExplained
{
    /// <summary>What the child did until it was killed.</summary>
    public ChildTrace Trace { get; } = trace;

    /// <summary>Why it did not end: what it and its descendants waited for just before they were killed.</summary>
    public HangReport Hang { get; } = hang;

    /// <inheritdoc/>
    public IObservation Explanation => Hang;
}
