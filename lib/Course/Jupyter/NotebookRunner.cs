using System.Diagnostics;
using Course.Notebooks;

namespace Course.Jupyter;

/// <summary>How far a notebook's run has come.</summary>
/// <param name="CellNumber">The cell that runs now, from 1.</param>
internal readonly record struct CellProgress(string FileName, int CellNumber, int CellCount, TimeSpan Elapsed);

/// <summary>Runs notebooks, each in a fresh kernel, as any Jupyter front end would: through the protocol.</summary>
/// <param name="cellTimeout">How long one cell may take.</param>
/// <param name="grace">How long a cell that was interrupted may still take before its kernel is killed; <c>null</c> for the usual 10 s.</param>
internal sealed class NotebookRunner(TimeSpan cellTimeout, TimeSpan? grace = null)
{
    /// <summary>Runs every code cell in order; stops at the first unexpected error.</summary>
    internal ExecutedNotebook Run(Notebook notebook, Action<CellProgress> progress, CancellationToken cancelled)
    {
        var started = DateTimeOffset.Now;
        var watch = Stopwatch.StartNew();
        List<Cell> cells = [.. notebook.Cells.Select(cell => cell with { Outputs = [], ExecutionCount = null })];
        CellFailure? failure = null;
        try
        {
            var folder = Path.GetDirectoryName(Path.GetFullPath(notebook.Path))!;
            using var kernel = new KernelClient(folder) { Grace = grace ?? KernelClient.UsualGrace };
            kernel.WaitUntilReady(cancelled);
            for (var i = 0; i < cells.Count && failure is null; i++)
            {
                if (cells[i].IsToRun)
                {
                    progress(new(notebook.FileName, i + 1, cells.Count, watch.Elapsed));
                    var run = kernel.Execute(cells[i].Code.ForKernel(), cellTimeout, cancelled);
                    cells[i] = cells[i] with { Outputs = run.Outputs, ExecutionCount = run.ExecutionCount };
                    for (var earlier = 0; earlier < i; earlier++)
                    {
                        cells[earlier] = cells[earlier] with { Outputs = CollectedOutputs.Updated(cells[earlier].Outputs, run.Updates) };
                    }

                    failure = Failure(notebook, i, run);
                }
            }
        }
        catch (CourseException e)
        {
            failure = new CellFailure(notebook.FileName, null, e.Message);
        }

        return new ExecutedNotebook(notebook with { Cells = cells }, failure, started, watch.Elapsed);
    }

    private static CellFailure? Failure(Notebook notebook, int index, CellRun run)
    {
        if (run.Fault is { } fault)
        {
            return new CellFailure(notebook.FileName, index + 1, fault);
        }

        return run.Outputs.OfType<Output.Error>().FirstOrDefault() is { } error && !notebook.Cells[index].RaisesException
            ? new CellFailure(notebook.FileName, index + 1, $"{error.Name}: {error.Value}", string.Join('\n', error.Traceback))
            : null;
    }
}
