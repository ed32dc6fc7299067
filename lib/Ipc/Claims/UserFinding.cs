namespace Ipc.Claims;

/// <summary>One claim, examined as root and as an ordinary user.</summary>
/// <param name="Claim">The claim's id.</param>
/// <param name="AsRoot">The verdict as root.</param>
/// <param name="RootCondition">The condition that it was given under.</param>
/// <param name="AsUser">The verdict as an ordinary user.</param>
/// <param name="UserCondition">The condition that it was given under.</param>
/// <param name="UserSummary">What the ordinary user's experiment saw, in one line.</param>
public sealed record UserFinding(
    string Claim,
    [property: Column("as root")] Verdict AsRoot,
    [property: Column("condition")] string RootCondition,
    [property: Column("as an ordinary user")] Verdict AsUser,
    [property: Column("its condition")] string UserCondition,
    [property: Column("what the user saw")] string UserSummary) : IObservation
{
    /// <summary>Whether verdict or condition is not the same.</summary>
    public bool Differs => AsRoot != AsUser || RootCondition != UserCondition;
}
