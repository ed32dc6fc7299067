using System.Runtime.ExceptionServices;
using Course.Jupyter;
using Course.Notebooks;
using Spectre.Console;

namespace Course.Commands;

/// <summary>Runs notebooks, two at a time at most, and shows how far they are: a bar each on a terminal, plain lines elsewhere.</summary>
internal static class RunProgress
{
    private const int AtOnce = 2;

    internal static IReadOnlyList<ExecutedNotebook> Run(IReadOnlyList<Notebook> notebooks, TimeSpan timeout, CancellationToken cancelled)
    {
        var runner = new NotebookRunner(timeout);
        if (Console.IsOutputRedirected)
        {
            return Each(notebooks, notebook =>
            {
                var executed = runner.Run(notebook, _ => { }, cancelled);
                Console.WriteLine(Line(executed));
                return executed;
            });
        }

        return AnsiConsole.Progress()
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new ElapsedTimeColumn())
            .Start(context => Each(notebooks, notebook =>
            {
                var task = context.AddTask(Markup.Escape(notebook.FileName), maxValue: notebook.Cells.Count);
                var executed = runner.Run(
                    notebook,
                    progress =>
                    {
                        task.Value = progress.CellNumber - 1;
                        task.Description = $"{Markup.Escape(progress.FileName)}  cell {progress.CellNumber} of {progress.CellCount}";
                    },
                    cancelled);
                task.Value = notebook.Cells.Count;
                task.Description = Markup.Escape(Line(executed));
                return executed;
            }));
    }

    /// <summary>Says on standard error what this machine did not allow, and what went wrong; the exit code follows from it.</summary>
    internal static int Report(IReadOnlyList<ExecutedNotebook> executed)
    {
        foreach (var (notebook, number, lack) in executed.SelectMany(one => one.NotObserved.Select(cell => (one.Notebook, cell.CellNumber, cell.Lack))))
        {
            Console.Error.WriteLine($"{notebook.FileName}, cell {number}: {lack}");
        }

        foreach (var failure in executed.Select(notebook => notebook.Failure).OfType<CellFailure>())
        {
            Console.Error.WriteLine(failure);
            if (failure.Detail.Length > 0)
            {
                Console.Error.WriteLine("    " + failure.Detail.ReplaceLineEndings("\n    "));
            }
        }

        return executed.All(notebook => notebook.Failure is null) ? 0 : 1;
    }

    private static string Line(ExecutedNotebook executed) =>
        $"{executed.Notebook.FileName}: {(executed.Failure is null ? "done" : "failed")} in {executed.Duration.TotalSeconds:F1} s{NotObserved(executed.NotObserved.Count)}";

    private static string NotObserved(int cells) => cells switch
    {
        0 => "",
        1 => ", 1 cell not observed",
        _ => $", {cells} cells not observed",
    };

    private static IReadOnlyList<ExecutedNotebook> Each(IReadOnlyList<Notebook> notebooks, Func<Notebook, ExecutedNotebook> run)
    {
        try
        {
            return InParallel(notebooks, run);
        }
        catch (AggregateException several)
        {
            ExceptionDispatchInfo.Throw(several.Flatten().InnerExceptions[0]);
            throw;
        }
    }

    private static IReadOnlyList<ExecutedNotebook> InParallel(IReadOnlyList<Notebook> notebooks, Func<Notebook, ExecutedNotebook> run) =>
        [.. notebooks.AsParallel().AsOrdered().WithDegreeOfParallelism(Math.Min(AtOnce, Math.Max(1, notebooks.Count))).WithMergeOptions(ParallelMergeOptions.NotBuffered).Select(run)];
}
