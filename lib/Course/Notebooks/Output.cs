namespace Course.Notebooks;

/// <summary>One output of a code cell, in the words of nbformat.</summary>
internal abstract record Output
{
    private Output()
    {
    }

    /// <summary>Text that the cell wrote.</summary>
    /// <param name="Name"><c>stdout</c> or <c>stderr</c>.</param>
    public sealed record Stream(string Name, string Text) : Output;

    /// <summary>Something that the cell showed while it ran.</summary>
    public sealed record DisplayData(MimeBundle Data, string? DisplayId = null) : Output;

    /// <summary>The value of the cell's last expression.</summary>
    public sealed record ExecuteResult(int ExecutionCount, MimeBundle Data) : Output;

    /// <summary>The compile error or the exception that ended the cell.</summary>
    /// <param name="Name">The exception's type, or <c>CompilationError</c>.</param>
    public sealed record Error(string Name, string Value, IReadOnlyList<string> Traceback) : Output;
}
