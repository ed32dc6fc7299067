namespace Ipc;

/// <summary>Marks an exception that brings an observation of what went wrong: a notebook shows it above the error.</summary>
public interface IExplained
{
    /// <summary>What was observed.</summary>
    IObservation Explanation { get; }
}
