namespace Ipc.Claims;

/// <summary>What an experiment makes of its own observation.</summary>
/// <param name="Verdict">The verdict, computed from the evidence.</param>
/// <param name="Condition">The circumstance of this machine that the verdict holds under, such as "x86-64" or "ordinary user"; "any" where none matters.</param>
/// <param name="Summary">The evidence in one line of plain text, with the figures seen.</param>
/// <param name="Evidence">The record or the list of records that the verdict was computed from.</param>
public sealed record Decision(Verdict Verdict, string Condition, string Summary, object? Evidence)
{
    /// <summary>The machine did not let the experiment decide.</summary>
    /// <param name="reason">What is missing, and how to get it.</param>
    /// <param name="evidence">What was seen all the same.</param>
    public static Decision NotObserved(string reason, object? evidence = null) => new(Verdict.NotObserved, "any", reason, evidence);

    /// <summary>Decides between <see cref="Verdict.Holds"/> and <see cref="Verdict.Fails"/>.</summary>
    /// <param name="holds">Whether everything observed agrees with the claim.</param>
    /// <param name="summary">The evidence in one line.</param>
    /// <param name="evidence">The record or the list of records behind it.</param>
    /// <param name="condition">The circumstance that matters, or "any".</param>
    public static Decision Of(bool holds, string summary, object evidence, string condition = "any") =>
        new(holds ? Verdict.Holds : Verdict.Fails, condition, summary, evidence);
}
