namespace Ipc.Measurement;

/// <summary>One thing that the experiments need from the machine, and what came of trying it.</summary>
/// <param name="Name">What it is, such as "ptrace".</param>
/// <param name="Available">Whether it worked.</param>
/// <param name="Detail">What was observed: figures and versions where it worked, the failed call with its errno where it did not.</param>
/// <param name="Lack">What the course loses without it, and how to get it; empty where it is available.</param>
public sealed record Feature(
    [property: Column("feature")] string Name,
    bool Available,
    [property: Column("observed")] string Detail,
    [property: Column(Hidden = true)] string Lack) : IObservation
{
    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {(Available ? "yes" : "no")}; {Detail}{(Lack.Length > 0 ? $"; {Lack}" : "")}";
}
