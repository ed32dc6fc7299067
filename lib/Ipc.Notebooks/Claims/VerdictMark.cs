using Ipc.Claims;

namespace Ipc.Notebooks;

/// <summary>A verdict as a word and a shape, so that it does not depend on colour.</summary>
/// <param name="Word">The word.</param>
/// <param name="Shape">The shape before it.</param>
/// <param name="Class">The class that colours it.</param>
internal sealed record VerdictMark(string Word, string Shape, string Class)
{
    /// <summary>The mark of a verdict.</summary>
    public static VerdictMark Of(Verdict verdict) => verdict switch
    {
        Verdict.Holds => new("holds", "✔", "ipc-holds"),
        Verdict.Fails => new("fails", "✘", "ipc-fails"),
        Verdict.Depends => new("depends", "◆", "ipc-depends"),
        _ => new("not observed", "○", "ipc-not-observed"),
    };

    /// <summary>The mark as HTML.</summary>
    public string ToHtml() =>
        $"<span class=\"ipc-verdict {Class}\"><span aria-hidden=\"true\">{Shape}</span> {Word}</span>";
}
