using System.Globalization;
using System.Text.RegularExpressions;

namespace Ipc.Tests.Tracing;

/// <summary>One call, signal or end in a file that <c>strace -f -o</c> wrote; a call that strace tells in two lines is joined to one.</summary>
/// <param name="Tid">The thread.</param>
/// <param name="Text">What strace writes of it: <c>close(3) = 0</c>, <c>--- SIGCHLD {…} ---</c>, <c>+++ exited with 0 +++</c>.</param>
/// <param name="IsWhole">The call's end was told. Else the text stops where the kernel had not yet filled in what follows.</param>
internal sealed partial record StraceLine(int Tid, string Text, bool IsWhole)
{
    private const string Unfinished = " <unfinished ...>";

    /// <summary>It is a call, not a signal or an end.</summary>
    internal bool IsCall => Text[0] is not ('-' or '+');

    /// <summary>Reads the file; each call stands where it was entered.</summary>
    internal static IReadOnlyList<StraceLine> Read(string file)
    {
        var lines = new List<StraceLine>();
        var open = new Dictionary<int, int>();
        foreach (var line in File.ReadLines(file))
        {
            var match = Form().Match(line);
            var tid = int.Parse(match.Groups["tid"].Value, CultureInfo.InvariantCulture);
            var text = match.Groups["text"].Value;
            if (Resumed().Match(text) is { Success: true } rest && open.Remove(tid, out var at))
            {
                lines[at] = new(tid, lines[at].Text + rest.Groups["rest"].Value, IsWhole: true);
            }
            else if (text.EndsWith(Unfinished, StringComparison.Ordinal))
            {
                open[tid] = lines.Count;
                lines.Add(new(tid, text[..^Unfinished.Length], IsWhole: false));
            }
            else if (text.Contains(Unfinished + ")", StringComparison.Ordinal))
            {
                // It was killed in the call.
                lines.Add(new(tid, text[..text.IndexOf(Unfinished, StringComparison.Ordinal)], IsWhole: false));
            }
            else
            {
                lines.Add(new(tid, text, IsWhole: true));
            }
        }

        return lines;
    }

    [GeneratedRegex(@"^(?<tid>\d+)\s+(?<text>.*)$")]
    private static partial Regex Form();

    [GeneratedRegex(@"^<\.\.\. \w+ resumed>(?<rest>.*)$")]
    private static partial Regex Resumed();
}
