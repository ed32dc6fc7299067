using Course.Engine;
using Course.Notebooks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Completion;
using Microsoft.CodeAnalysis.QuickInfo;
using Microsoft.CodeAnalysis.Tags;

namespace Course.Assistance;

/// <summary>Completion and documentation for the cell that somebody writes, by Roslyn's editor services, after the cells that have run.</summary>
/// <param name="cells">Runs the cells.</param>
/// <param name="folder">Where relative paths of #r begin.</param>
internal sealed class CodeAssistant(CellRunner cells, string folder) : IDisposable
{
    private CellDocuments documents = new();
    private CSharpSession session = cells.CSharp;
    private int known;

    public void Dispose() => documents.Dispose();

    /// <summary>The ways to go on from a place in a cell.</summary>
    /// <param name="source">The cell, its language line included.</param>
    /// <param name="at">The place, in UTF-16 code units.</param>
    internal async Task<Completions> CompleteAsync(string source, int at)
    {
        if (DirectiveCompletions.Of(source, at, folder) is { } directive)
        {
            return directive;
        }

        if (Draft(source, at) is not { } document || CompletionService.GetService(document) is not { } service)
        {
            return Completions.None(at);
        }

        var list = await service.GetCompletionsAsync(document, at).ConfigureAwait(false);
        var start = Math.Min(list.Span.Start, at);
        var typed = source[start..at];
        return new(start, at,
        [
            .. list.ItemsList.Where(item => item.FilterText.StartsWith(typed, StringComparison.OrdinalIgnoreCase))
                .OrderByDescending(item => item.FilterText.StartsWith(typed, StringComparison.Ordinal))
                .ThenByDescending(item => item.Rules.MatchPriority)
                .ThenBy(item => item.SortText, StringComparer.OrdinalIgnoreCase)
                .Select(item => new Completion(item.Properties.GetValueOrDefault("InsertionText", item.DisplayText), Kind(item.Tags)))
                .Distinct(),
        ]);
    }

    /// <summary>What the name at a place in a cell is: its declaration, and what its documentation says; or the overloads of the call that the place is in.</summary>
    /// <returns>Markdown, or <c>null</c> where there is nothing to tell.</returns>
    internal async Task<string?> InspectAsync(string source, int at)
    {
        if (Draft(source, at) is not { } document)
        {
            return null;
        }

        var service = QuickInfoService.GetService(document)!;
        // A cursor right behind a name means the name, also where something else begins there.
        foreach (var place in at > 0 ? [at, at - 1] : new[] { at })
        {
            if (place < source.Length && await service.GetQuickInfoAsync(document, place).ConfigureAwait(false) is { } info)
            {
                return QuickInfoText.Of(info);
            }
        }

        return await Signatures.OfAsync(document, at).ConfigureAwait(false);
    }

    private Document? Draft(string source, int at)
    {
        if (session != cells.CSharp)
        {
            documents.Dispose();
            (documents, session, known) = (new CellDocuments(), cells.CSharp, 0);
        }

        // The services see what has run since they were asked last.
        var ran = session.Cells;
        for (; known < ran.Count; known++)
        {
            documents.Add(ran[known], session.Options);
        }

        var code = CSharpOnly.Of(source, at, out var language);
        return language == CellLanguage.CSharp ? documents.Draft(code, session.Options) : null;
    }

    private static string Kind(IReadOnlyList<string> tags) => (tags.Count > 0 ? tags[0] : "") switch
    {
        WellKnownTags.Method or WellKnownTags.ExtensionMethod => "method",
        WellKnownTags.Property => "property",
        WellKnownTags.Field => "field",
        WellKnownTags.Event => "event",
        WellKnownTags.Class => "class",
        WellKnownTags.Structure => "struct",
        WellKnownTags.Interface => "interface",
        WellKnownTags.Enum => "enum",
        WellKnownTags.EnumMember => "enum member",
        WellKnownTags.Delegate => "delegate",
        WellKnownTags.Namespace => "namespace",
        WellKnownTags.Keyword => "keyword",
        WellKnownTags.Local => "variable",
        WellKnownTags.Parameter => "parameter",
        WellKnownTags.TypeParameter => "type parameter",
        WellKnownTags.Constant => "constant",
        WellKnownTags.Snippet => "snippet",
        _ => "text",
    };
}
