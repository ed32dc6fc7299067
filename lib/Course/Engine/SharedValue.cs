using System.Text.Json;
using System.Text.RegularExpressions;
using Course.Notebooks;
using Microsoft.CodeAnalysis.Scripting;

namespace Course.Engine;

/// <summary>What #!share and #!set give to the code below them: a variable of C#, or a text.</summary>
/// <param name="Name">The name that it gets there.</param>
/// <param name="Variable">The variable; <c>null</c> for a text.</param>
/// <param name="Text">The text; <c>null</c> for a variable.</param>
internal sealed partial record SharedValue(string Name, string? Variable, string? Text)
{
    /// <summary>Reads the line.</summary>
    /// <param name="command">The line.</param>
    /// <param name="stored">What #!value has stored.</param>
    /// <param name="ask">Asks for a line of text: what to ask, and whether it is hidden.</param>
    /// <exception cref="DirectiveException">The line is not understood, or asks for what is not there.</exception>
    internal static SharedValue Of(CellPiece.Command command, StoredTexts stored, Func<string, bool, string?> ask)
    {
        var line = $"#!{command.Name} {command.Arguments}";
        var match = (command.Name == "share" ? Share() : Set()).Match(command.Arguments);
        if (!match.Success)
        {
            throw new DirectiveException(command.Name == "share"
                ? $"{line}: write #!share NAME --from csharp [--as NAME], or --from value"
                : $"{line}: write #!set --name NAME --value @csharp:NAME, or @value:NAME, @input:\"QUESTION\" or a text");
        }

        string? Part(string name) => match.Groups[name] is { Success: true } group ? group.Value : null;
        var (kernel, variable) = (Part("kernel"), Part("variable"));
        var name = Part("as") ?? variable!;
        return kernel switch
        {
            null => new(name, null, UserInput.Answer(Part("text")!.Trim(), ask).Trim('"')),
            "csharp" => new(name, variable, null),
            "value" => new(name, null, stored[variable!]),
            _ => throw new DirectiveException($"{line}: values come from csharp and value; what {kernel} has stays there"),
        };
    }

    /// <summary>The value as JSON.</summary>
    /// <param name="variables">The variables of C#.</param>
    /// <exception cref="DirectiveException">There is no such variable, or it has no JSON form.</exception>
    internal string Json(IEnumerable<ScriptVariable> variables)
    {
        if (Variable is null)
        {
            return JsonSerializer.Serialize(Text);
        }

        var variable = variables.FirstOrDefault(variable => variable.Name == Variable) ?? throw new DirectiveException($"no variable is called {Variable}");
        try
        {
            return JsonSerializer.Serialize(variable.Value, variable.Type);
        }
        catch (Exception e) when (e is NotSupportedException or JsonException or InvalidOperationException)
        {
            throw new DirectiveException($"{Variable} has no JSON form: {e.Message}");
        }
    }

    /// <summary>C# that declares the value as a variable; nothing where it is there under its name.</summary>
    internal string Declaration() =>
        Variable is null ? StoredTexts.Declaration(Name, Text!) : Variable == Name ? "" : $"var {Name} = {Variable};";

    [GeneratedRegex("""^(?<variable>\w+)\s+--from\s+(?<kernel>\w+)(\s+--as\s+(?<as>\w+))?$|^--from\s+(?<kernel>\w+)\s+(?<variable>\w+)(\s+--as\s+(?<as>\w+))?$""")]
    private static partial Regex Share();

    [GeneratedRegex("""^--name\s+(?<as>\w+)\s+--value\s+(@(?!input:|password:)(?<kernel>\w+):(?<variable>\w+)|(?<text>.+))$""")]
    private static partial Regex Set();
}
