using System.Text.RegularExpressions;

namespace Course.Engine;

/// <summary><c>@input:"what is asked"</c> and <c>@password:"what is asked"</c> in a directive: what the reader answers stands for them.</summary>
internal static partial class UserInput
{
    /// <param name="text">A directive's value.</param>
    /// <param name="ask">Asks for a line of text: what to ask, and whether it is hidden.</param>
    /// <returns>The answer; the text itself where it asks nothing.</returns>
    /// <exception cref="DirectiveException">There is nobody to ask.</exception>
    internal static string Answer(string text, Func<string, bool, string?> ask) =>
        Question().Match(text) is { Success: true } question
            ? ask(question.Groups["prompt"].Value.Trim('"'), question.Groups["kind"].Value == "password") ?? throw new DirectiveException($"{text}: there is nobody to ask")
            : text;

    [GeneratedRegex("^@(?<kind>input|password):(?<prompt>.*)$")]
    private static partial Regex Question();
}
