using Course.Notebooks;

namespace Course.Engine;

/// <summary>How a cell ended: with a value or none, or with an error.</summary>
internal abstract record CellResult
{
    private CellResult()
    {
    }

    /// <param name="Value">The last expression's value in its MIME types, or null where there is none.</param>
    internal sealed record Succeeded(MimeBundle? Value) : CellResult;

    /// <param name="Name">The exception's type, or CompilationError.</param>
    internal sealed record Failed(string Name, string Message, IReadOnlyList<string> Traceback) : CellResult;
}
