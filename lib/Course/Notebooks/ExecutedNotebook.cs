namespace Course.Notebooks;

/// <summary>A notebook with the outputs of one run from a fresh kernel.</summary>
/// <param name="Notebook">The notebook; cells after a failure have no outputs.</param>
/// <param name="Failure">What ended the run early, or null.</param>
internal sealed record ExecutedNotebook(Notebook Notebook, CellFailure? Failure, DateTimeOffset Started, TimeSpan Duration);
