using System.Text.Json;
using System.Text.RegularExpressions;
using Course.Notebooks;
using Microsoft.CodeAnalysis.Scripting;

namespace Course.Engine;

/// <summary>A value could not be given to another language.</summary>
internal sealed class SharedValueException(string message) : Exception(message);

/// <summary>Reads #!share and #!set: which value goes to the page under which name, as JSON.</summary>
internal static partial class SharedValue
{
    internal static (string Name, string Json) Of(CellPiece.Command command, IEnumerable<ScriptVariable> variables)
    {
        var line = $"#!{command.Name} {command.Arguments}";
        if (command.Name == "share")
        {
            var match = Share().Match(command.Arguments);
            return match.Success
                ? (match.Groups["as"] is { Success: true } other ? other.Value : match.Groups["name"].Value, Json(match.Groups["name"].Value, variables, line))
                : throw new SharedValueException($"{line}: write #!share NAME --from csharp [--as NAME]");
        }

        var set = Set().Match(command.Arguments);
        return !set.Success ? throw new SharedValueException($"{line}: write #!set --name NAME --value @csharp:NAME, or --value TEXT")
            : set.Groups["variable"] is { Success: true } variable ? (set.Groups["name"].Value, Json(variable.Value, variables, line))
            : (set.Groups["name"].Value, JsonSerializer.Serialize(set.Groups["text"].Value.Trim().Trim('"')));
    }

    private static string Json(string name, IEnumerable<ScriptVariable> variables, string line)
    {
        var variable = variables.FirstOrDefault(variable => variable.Name == name) ?? throw new SharedValueException($"{line}: no variable is called {name}");
        try
        {
            return JsonSerializer.Serialize(variable.Value, variable.Type);
        }
        catch (Exception e) when (e is NotSupportedException or JsonException or InvalidOperationException)
        {
            throw new SharedValueException($"{line}: {name} has no JSON form: {e.Message}");
        }
    }

    [GeneratedRegex("""^(?<name>\w+)\s+--from\s+csharp(\s+--as\s+(?<as>\w+))?$|^--from\s+csharp\s+(?<name>\w+)(\s+--as\s+(?<as>\w+))?$""")]
    private static partial Regex Share();

    [GeneratedRegex("""^--name\s+(?<name>\w+)\s+--value\s+(@csharp:(?<variable>\w+)|(?<text>.+))$""")]
    private static partial Regex Set();
}
