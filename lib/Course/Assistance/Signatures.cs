using System.Text;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Course.Assistance;

/// <summary>The overloads of the call whose arguments somebody writes.</summary>
internal static class Signatures
{
    private static readonly SymbolDisplayFormat Shown = SymbolDisplayFormat.CSharpShortErrorMessageFormat
        .AddMemberOptions(SymbolDisplayMemberOptions.IncludeType)
        .AddParameterOptions(SymbolDisplayParameterOptions.IncludeName | SymbolDisplayParameterOptions.IncludeDefaultValue);

    /// <summary>Markdown with each overload, its summary and its parameters; <c>null</c> where the place is in no call.</summary>
    internal static async Task<string?> OfAsync(Document document, int at)
    {
        var root = (await document.GetSyntaxRootAsync().ConfigureAwait(false))!;
        var around = root.FindToken(Math.Max(at - 1, 0)).Parent?.AncestorsAndSelf().OfType<BaseArgumentListSyntax>().FirstOrDefault(list => list.SpanStart < at);
        if (around?.Parent is not { } call)
        {
            return null;
        }

        var model = (await document.GetSemanticModelAsync().ConfigureAwait(false))!;
        var overloads = call switch
        {
            InvocationExpressionSyntax invocation => model.GetMemberGroup(invocation.Expression),
            BaseObjectCreationExpressionSyntax creation when model.GetTypeInfo(creation).Type is INamedTypeSymbol type => [.. type.InstanceConstructors.Where(one => one.DeclaredAccessibility == Accessibility.Public)],
            _ => [],
        };
        return overloads.Length == 0 ? null : string.Join("\n\n", overloads.Select(Described));
    }

    private static string Described(ISymbol overload)
    {
        var text = new StringBuilder($"```csharp\n{overload.ToDisplayString(Shown)}\n```");
        if (overload.GetDocumentationCommentXml() is { Length: > 0 } xml && Parsed(xml) is { } documentation)
        {
            if (documentation.Element("summary") is { } summary)
            {
                text.Append("\n\n").Append(Plain(summary));
            }

            foreach (var parameter in documentation.Elements("param"))
            {
                text.Append($"\n- `{parameter.Attribute("name")?.Value}`: {Plain(parameter)}");
            }
        }

        return text.ToString();
    }

    private static XElement? Parsed(string xml)
    {
        try
        {
            return XElement.Parse(xml);
        }
        catch (System.Xml.XmlException)
        {
            return null;
        }
    }

    /// <summary>The text of an element; a reference is shown by the last part of its name.</summary>
    private static string Plain(XElement element) =>
        string.Join(' ', string.Concat(element.DescendantNodes().Select(node => node switch
        {
            XText text => text.Value,
            XElement { Name.LocalName: "see" or "paramref" } reference => (reference.Attribute("cref") ?? reference.Attribute("name") ?? reference.Attribute("langword"))?.Value.Split('.', ':')[^1].Split('(')[0],
            _ => "",
        })).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
