namespace Course.Notebooks;

/// <summary>A notebook with the outputs of one run from a fresh kernel.</summary>
/// <param name="Notebook">The notebook; cells after a failure have no outputs.</param>
/// <param name="Failure">What ended the run early, or null.</param>
internal sealed record ExecutedNotebook(Notebook Notebook, CellFailure? Failure, DateTimeOffset Started, TimeSpan Duration)
{
    private const string NotObservedType = "application/vnd.ipc.not-observed+json";

    /// <summary>What this machine did not allow the cells to show: each cell's number, from 1, with what is missing and how to get it.</summary>
    public IReadOnlyList<(int CellNumber, string Lack)> NotObserved =>
        [.. Notebook.Cells.SelectMany((cell, index) => cell.Outputs.OfType<Output.ExecuteResult>().Where(output => output.Data[NotObservedType] is not null)
            .Select(output => (index + 1, output.Data["text/plain"] ?? "")))];
}
