namespace Ipc.Claims;

/// <summary>The verdict that a claim is known to get under one condition.</summary>
/// <param name="Condition">The circumstance, as <see cref="Decision.Condition"/> names it; "any" where none matters.</param>
/// <param name="Verdict">The verdict under it.</param>
public sealed record Expectation(string Condition, Verdict Verdict);
