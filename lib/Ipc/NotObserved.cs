namespace Ipc;

/// <summary>What stands in the place of a result that this machine does not allow: what is missing, and how to get it.</summary>
/// <param name="Missing">What the machine lacks or forbids, in a few words.</param>
/// <param name="Remedy">What to do, so that the experiment can be observed.</param>
public sealed record NotObserved(string Missing, string Remedy) : IObservation
{
    /// <summary>Both in one line.</summary>
    public override string ToString() => $"not observed: {Missing}; {Remedy}";
}
