using System.Text;
using Ipc.Claims;

namespace Ipc.Notebooks;

/// <summary>What the notes got right, wrong and half right, as a short piece of prose made from the verdicts.</summary>
internal static class NotesReviewPage
{
    /// <summary>The piece as HTML.</summary>
    public static string Html(NotesReview review)
    {
        var html = new StringBuilder("<div class=\"ipc-review\">");
        html.Append($"<p>{Escape(Opening(review))}</p>");
        if (review.Right.Count > 0)
            html.Append($"<p><b>Right:</b> {string.Join(", ", review.Right.Select(finding => FindingLedger.Link(finding.Claim)))}.</p>");
        foreach (var (heading, findings) in Parts(review).Where(part => part.Findings.Count > 0))
        {
            html.Append($"<p><b>{heading}</b></p><ul>");
            foreach (var finding in findings)
                html.Append($"<li>{FindingLedger.Link(finding.Claim)}: {Escape(Said(finding))} <span class=\"ipc-seen\"><b>Seen:</b> {Escape(Sentence(finding.Decision.Summary))}</span></li>");
            html.Append("</ul>");
        }

        return html.Append("</div>").ToString();
    }

    /// <summary>The piece as text.</summary>
    public static string Text(NotesReview review)
    {
        var text = new StringBuilder(Opening(review));
        if (review.Right.Count > 0)
            text.Append("\nRight: ").AppendJoin(", ", review.Right.Select(finding => finding.Claim.Id)).Append('.');
        foreach (var (heading, findings) in Parts(review).Where(part => part.Findings.Count > 0))
        {
            text.Append($"\n{heading}");
            foreach (var finding in findings)
                text.Append($"\n- {finding.Claim.Id}: {Said(finding)} Seen: {Sentence(finding.Decision.Summary)}");
        }

        return text.ToString();
    }

    private static IEnumerable<(string Heading, IReadOnlyList<Finding> Findings)> Parts(NotesReview review) =>
    [
        ("Half right, for they leave out a condition:", review.HalfRight),
        ("Wrong:", review.Wrong),
        ("Not decided on this machine:", review.Open),
    ];

    private static string Opening(NotesReview review) => review.Decided == 0
        ? "This run decided none of the notes' claims."
        : $"Of the {review.Decided} claims of the notes that this run decided, {review.Right.Count} hold as they stand, {review.HalfRight.Count} hold under a condition only, and {review.Wrong.Count} {(review.Wrong.Count == 1 ? "is" : "are")} contradicted by what was seen.";

    private static string Said(Finding finding) => FindingCard.HasCondition(finding)
        ? $"{finding.Claim.Statement.En} (Here: {finding.Decision.Condition}.)"
        : finding.Claim.Statement.En;

    private static string Sentence(string text) => text.EndsWith('.') ? text : text + ".";

    private static string Escape(string text) => Notebooks.Html.Escape(text);
}
