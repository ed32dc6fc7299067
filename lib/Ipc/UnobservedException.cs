namespace Ipc;

/// <summary>Something was asked for that this machine did not let an experiment observe.</summary>
/// <param name="lack">What the machine does not allow.</param>
public sealed class UnobservedException(NotObserved lack) : Exception(lack.ToString()), IUnobserved
{
    /// <inheritdoc/>
    public NotObserved Lack { get; } = lack;
}
