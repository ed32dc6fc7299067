using System.Globalization;
using System.Text.RegularExpressions;

namespace Ipc.DotNet;

/// <summary>One thing that the C# compiler does not understand.</summary>
/// <param name="Text">In which of the texts: "lines", or "before" for those that come before them.</param>
/// <param name="Line">The line in that text, from 1; one more than there are where something is missing at its end.</param>
/// <param name="Column">The column, from 1.</param>
/// <param name="Id">The compiler's number for it: "CS0103".</param>
/// <param name="Message">What is wrong.</param>
public sealed partial record CompileError(string Text, int Line, int Column, string Id, string Message) : IObservation
{
    /// <summary>The errors among the lines that the compiler printed, those in the reader's own texts first.</summary>
    internal static IReadOnlyList<CompileError> Parse(string printed) =>
    [
        .. Printed().Matches(printed)
            .Select(match => new CompileError(Path.GetFileName(match.Groups["file"].Value), Number(match.Groups["line"]), Number(match.Groups["column"]), match.Groups["id"].Value, match.Groups["message"].Value.TrimEnd('\r')))
            .OrderBy(error => error.Text is "lines" or "before" ? 0 : 1),
    ];

    /// <inheritdoc/>
    public override string ToString() => $"{Text}({Line},{Column}): {Id}: {Message}";

    private static int Number(Group group) => int.Parse(group.Value, CultureInfo.InvariantCulture);

    // lines(2,5): error CS0103: The name 'x' does not exist in the current context
    [GeneratedRegex(@"^(?<file>[^(\n]+)\((?<line>\d+),(?<column>\d+)\): error (?<id>\w+): (?<message>.*)$", RegexOptions.Multiline)]
    private static partial Regex Printed();
}
