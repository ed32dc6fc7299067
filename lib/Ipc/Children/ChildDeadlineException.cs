namespace Ipc.Children;

/// <summary>A child lived past its deadline and was killed. The message says what it was doing.</summary>
/// <param name="message">Which child, which step, how long.</param>
/// <param name="trace">What it did until then.</param>
public sealed class ChildDeadlineException(string message, ChildTrace trace) : Exception(message)
{
    /// <summary>What the child did until it was killed.</summary>
    public ChildTrace Trace { get; } = trace;
}
