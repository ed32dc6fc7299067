using Microsoft.CodeAnalysis.Scripting;
using Microsoft.DotNet.Interactive.Formatting;

namespace Course.Engine;

/// <summary>A variable of the session, for #!whos.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type, as C# writes it.</param>
/// <param name="Value">Its value in one line of text.</param>
public sealed record VariableRow(string Name, string Type, string Value)
{
    private const int MostCharacters = 80;

    internal static VariableRow Of(ScriptVariable variable) => new(variable.Name, Written(variable.Type), Line(variable));

    /// <summary>A value whose formatting fails is shown by what went wrong: the list must not fail for one of them.</summary>
    private static string Line(ScriptVariable variable)
    {
        try
        {
            var text = string.Join(' ', variable.Value.ToDisplayString("text/plain").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            return text.Length <= MostCharacters ? text : text[..MostCharacters] + "…";
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return $"{e.GetType().Name}: {e.Message}";
        }
    }

    private static string Written(Type type) => type.IsGenericType && !type.IsGenericTypeDefinition
        ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Written))}>"
        : type.IsArray ? $"{Written(type.GetElementType()!)}[]" : type.Name;
}
