namespace Ipc.Claims;

/// <summary>A condition under which data/claims.json knows the verdict of a claim.</summary>
/// <param name="Claim">The claim's id.</param>
/// <param name="Condition">The condition, such as "arm64".</param>
/// <param name="Expected">The verdict that is expected under it.</param>
/// <param name="Here">Whether it is the condition that this run examined the claim under.</param>
public sealed record KnownCondition(string Claim, string Condition, Verdict Expected, [property: Column("this run's")] bool Here) : IObservation;
