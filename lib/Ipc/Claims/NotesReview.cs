namespace Ipc.Claims;

/// <summary>
/// What the notes that the course grew from got right, wrong and half right, by the verdicts of one run. Claims that the
/// course added are not among them.
/// </summary>
/// <param name="Right">The claims that hold.</param>
/// <param name="Wrong">The claims that something observed contradicts.</param>
/// <param name="HalfRight">The claims that are true under one condition and false under another.</param>
/// <param name="Open">The claims that this machine could not decide.</param>
public sealed record NotesReview(IReadOnlyList<Finding> Right, IReadOnlyList<Finding> Wrong, IReadOnlyList<Finding> HalfRight, IReadOnlyList<Finding> Open)
{
    /// <summary>How many of the notes' claims this run decided.</summary>
    public int Decided => Right.Count + Wrong.Count + HalfRight.Count;

    /// <summary>The share of the decided claims that hold without a condition, from 0 to 1; 0 where none was decided.</summary>
    public double ShareRight => Decided == 0 ? 0 : (double)Right.Count / Decided;

    internal static NotesReview Of(IReadOnlyList<Finding> findings)
    {
        IReadOnlyList<Finding> With(Verdict verdict) => [.. findings.Where(finding => finding.Claim.FromNotes && finding.Verdict == verdict)];
        return new(With(Verdict.Holds), With(Verdict.Fails), With(Verdict.Depends), With(Verdict.NotObserved));
    }
}
