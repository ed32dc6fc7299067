using Ipc;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Scripting;

namespace Course.Engine;

/// <summary>The names that cells should have given a value, and could not, because the machine did not allow their experiment: who uses them cannot go on either.</summary>
internal sealed class UnobservedNames
{
    private readonly Dictionary<string, NotObserved> names = new(StringComparer.Ordinal);

    /// <summary>The first such name that some code uses, and what the machine did not allow; <c>null</c> where it uses none.</summary>
    internal (string Name, NotObserved Lack)? UsedBy(SyntaxNode code)
    {
        var used = code.DescendantNodes().OfType<IdentifierNameSyntax>().Select(name => name.Identifier.ValueText).FirstOrDefault(names.ContainsKey);
        return used is null ? null : (used, names[used]);
    }

    /// <summary>Notes what a cell left without a value.</summary>
    /// <param name="cell">The cell's syntax.</param>
    /// <param name="variables">The session's variables after the cell.</param>
    /// <param name="lack">What the machine did not allow.</param>
    internal void Add(SyntaxNode cell, IEnumerable<ScriptVariable> variables, NotObserved lack)
    {
        var declared = Declared(cell).ToHashSet(StringComparer.Ordinal);
        foreach (var variable in variables.Where(variable => declared.Contains(variable.Name) && (variable.Value is null || variable.Type.IsValueType)))
        {
            names[variable.Name] = lack;
        }

        AddMethods(cell);
    }

    /// <summary>Notes that what a cell declared has a value.</summary>
    /// <param name="cell">The cell's syntax.</param>
    internal void Remove(SyntaxNode cell)
    {
        foreach (var name in Declared(cell))
        {
            names.Remove(name);
        }

        AddMethods(cell);
    }

    /// <summary>A method that uses a name without a value cannot be called.</summary>
    private void AddMethods(SyntaxNode cell)
    {
        foreach (var node in cell.ChildNodes().Select(node => node is GlobalStatementSyntax global ? global.Statement : node))
        {
            if (NameOfMethod(node) is { } name && UsedBy(node) is { Lack: var lack })
            {
                names[name] = lack;
            }
        }
    }

    private static string? NameOfMethod(SyntaxNode node) => node switch
    {
        LocalFunctionStatementSyntax function => function.Identifier.ValueText,
        MethodDeclarationSyntax method => method.Identifier.ValueText,
        _ => null,
    };

    private static IEnumerable<string> Declared(SyntaxNode cell) =>
        cell.DescendantNodes().Select(node => node switch
        {
            VariableDeclaratorSyntax variable => variable.Identifier.ValueText,
            SingleVariableDesignationSyntax variable => variable.Identifier.ValueText,
            _ => NameOfMethod(node),
        }).OfType<string>();
}
