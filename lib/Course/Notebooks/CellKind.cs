namespace Course.Notebooks;

/// <summary>The cell types of nbformat 4.</summary>
internal enum CellKind
{
    Markdown,
    Code,
    Raw,
}
