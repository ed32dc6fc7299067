using Ipc.Claims;
using Spectre.Console;

namespace Course.Commands;

/// <summary>A finding as lines on a terminal or in a log.</summary>
internal static class FindingText
{
    private const int Indent = 4;

    internal static void Write(Finding finding, Expectations expectations)
    {
        var condition = finding.Decision.Condition == "any" ? "" : $" ({finding.Decision.Condition})";
        var differs = expectations.Differs(finding) ? $", expected {expectations.For(finding)?.ToString() ?? "nothing under this condition"}" : "";
        AnsiConsole.MarkupLineInterpolated($"[bold]{finding.Claim.Id,-4}[/][{Colour(finding.Verdict)}]{finding.Verdict}[/]{condition}[red]{differs}[/]  {finding.Elapsed.TotalMilliseconds:F0} ms, {finding.Claim.ManPage}");
        Paragraph(finding.Claim.Statement.En);
        Paragraph(finding.Decision.Summary);
        AnsiConsole.WriteLine();
    }

    private static void Paragraph(string text) => AnsiConsole.Write(new Padder(new Text(text)).Padding(Indent, 0, 0, 0));

    private static string Colour(Verdict verdict) => verdict switch
    {
        Verdict.Holds => "green",
        Verdict.Fails => "magenta",
        Verdict.Depends => "blue",
        _ => "yellow",
    };
}
