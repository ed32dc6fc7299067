using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;

namespace Course.Engine;

/// <summary>An exception as the lines of text that a cell shows: its stack up to the cell and no further, with the cell's lines.</summary>
internal static partial class Traceback
{
    /// <param name="exception">What ended the cell.</param>
    /// <param name="submission">The cell's number among those that the session has compiled, from 0.</param>
    internal static IReadOnlyList<string> Of(Exception exception, int submission)
    {
        var lines = exception.ToString().Split('\n').Select(line => line.TrimEnd('\r')).ToList();
        var cell = lines.FindLastIndex(line => line.Contains("Submission#", StringComparison.Ordinal));
        return [.. lines.Take(cell < 0 ? lines.Count : cell + 1).Where(line => !HostFrame().IsMatch(line)).Select(line => Readable(line, submission))];
    }

    /// <summary>What a formatter threw that reflection called, without reflection's wrapping.</summary>
    internal static Exception Unwrapped(Exception exception) =>
        exception is TargetInvocationException { InnerException: { } inner } ? Unwrapped(inner) : exception;

    private static string Readable(string line, int submission) => CellFrame().Replace(line, frame =>
    {
        var number = int.Parse(frame.Groups["submission"].ValueSpan, CultureInfo.InvariantCulture);
        var own = number == submission;
        var method = frame.Groups["method"].Value;
        var name = method.StartsWith("<<Initialize>>d__", StringComparison.Ordinal) ? own ? "the cell" : "an earlier cell" : method;
        return frame.Groups["line"] is { Success: true } where
            ? $"at {name}, line {where.Value}{(own || name != method ? "" : " of an earlier cell")}"
            : $"at {name}";
    });

    [GeneratedRegex(@"^ +at (Course\.Engine\.|Microsoft\.CodeAnalysis\.Scripting\.)")]
    private static partial Regex HostFrame();

    [GeneratedRegex(@"at Submission#(?<submission>\d+)\.(?<method>.+?\))( in :line (?<line>\d+))?$")]
    private static partial Regex CellFrame();
}
