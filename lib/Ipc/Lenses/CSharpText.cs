using System.Text.RegularExpressions;

namespace Ipc.Lenses;

/// <summary>The text of a lambda, cut into its statements: at the end of each, and at the braces of blocks.</summary>
internal sealed partial class CSharpText
{
    private readonly List<Fragment> fragments = [];

    private CSharpText()
    {
    }

    /// <summary>The statements in the order of the text.</summary>
    internal IReadOnlyList<Fragment> Fragments => fragments;

    /// <summary>Cuts the text of a lambda; what is no lambda gives no fragments.</summary>
    internal static CSharpText Of(string text)
    {
        var cut = new CSharpText();
        if (Head().Match(text) is { Success: true } head)
        {
            var body = Comment().Replace(text[head.Length..], match => match.Value[0] == '/' ? "" : match.Value).Trim();
            cut.Read(body.StartsWith('{') && body.EndsWith('}') ? body[1..^1] : body, head.Groups["parameter"].Value);
        }

        return cut;
    }

    private void Read(string text, string parameter)
    {
        var start = 0;
        var parentheses = new Stack<int>([0]);
        var blocks = new Stack<bool>();
        for (var at = 0; at < text.Length; at++)
        {
            if (Comment().Match(text, at) is { Success: true } literal && literal.Index == at)
            {
                at += literal.Length - 1;
                continue;
            }

            switch (text[at])
            {
                case '(' or '[':
                    parentheses.Push(parentheses.Pop() + 1);
                    break;
                case ')' or ']':
                    parentheses.Push(parentheses.Pop() - 1);
                    break;
                case '{':
                    blocks.Push(BlockBegins().IsMatch(text[start..at]));
                    if (blocks.Peek())
                    {
                        Cut(at + 1);
                        parentheses.Push(0);
                    }

                    break;
                case '}' when blocks.TryPop(out var isBlock) && isBlock:
                    Cut(at);
                    parentheses.Pop();
                    break;
                case ';' when parentheses.Peek() <= 0:
                    Cut(at + 1);
                    break;
            }
        }

        Cut(text.Length);

        void Cut(int end)
        {
            var piece = LineBreaks().Replace(text[start..end], " ").Trim();
            start = end;
            if (piece.Length > 0)
            {
                fragments.Add(new Fragment(piece, parentheses.Count - 1, [.. Regex.Matches(piece, $@"(?<![\w.]){Regex.Escape(parameter)}\s*\.\s*(\w+)\s*\(").Select(match => match.Groups[1].Value)]));
            }
        }
    }

    [GeneratedRegex(@"^\s*(?:static\s+)?(?:\(\s*)?(?<parameter>\w+)\s*\)?\s*=>\s*")]
    private static partial Regex Head();

    [GeneratedRegex(@"(?:=>|\)|^|[;{}]|\belse|\bdo)\s*$")]
    private static partial Regex BlockBegins();

    /// <summary>A comment; also strings and characters, which may look as if one were in them.</summary>
    [GeneratedRegex("""(?:"{3,}.*?"{3,}|\$?@"(?:[^"]|"")*"|\$?"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)+'|//[^\n]*|/\*.*?\*/)""", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"\s*\n\s*")]
    private static partial Regex LineBreaks();

    /// <summary>A statement, or the beginning of one up to its block, or what follows a block.</summary>
    /// <param name="Text">Its text on one line.</param>
    /// <param name="Depth">How many blocks it stands in.</param>
    /// <param name="Methods">The methods of the recorder that it calls, in the order of the text.</param>
    internal sealed record Fragment(string Text, int Depth, IReadOnlyList<string> Methods);
}
