using System.Diagnostics;
using System.Globalization;
using Course.Jupyter;
using Course.Notebooks;
using Ipc.ProcFs;

namespace Course.HostSpeed;

/// <summary>What one kernel process took, from its start on: times in ms, memory in bytes.</summary>
internal sealed record HostRound(double Ready, double FirstCell, double WarmCell, double WarmCompletion, long ResidentBytes)
{
    private const int WarmUp = 20, Samples = 20;
    private static readonly TimeSpan CellTimeout = TimeSpan.FromMinutes(5);

    /// <summary>Starts a kernel, runs the notebook's code cells in it, then cells and completions that are alike, and ends it.</summary>
    /// <exception cref="CourseException">The kernel did not answer, or a cell did not do what it should.</exception>
    internal static HostRound Run(Notebook notebook, CancellationToken cancelled)
    {
        var started = Stopwatch.GetTimestamp();
        using var kernel = new KernelClient(Path.GetDirectoryName(Path.GetFullPath(notebook.Path))!);
        kernel.WaitUntilReady(cancelled);
        var ready = Since(started);
        var cells = notebook.Cells.Where(cell => cell.IsToRun).ToList();
        var first = Timed(() => Run(kernel, notebook, cells[0], cancelled));
        cells.Skip(1).ToList().ForEach(cell => Run(kernel, notebook, cell, cancelled));
        var resident = ProcessStat.Of(kernel.Pid).ResidentBytes;
        return new HostRound(
            ready,
            first,
            Warm(i => Check(kernel.Execute(string.Create(CultureInfo.InvariantCulture, $"var sum{i} = Enumerable.Range(1, {i}).Sum(); sum{i}"), CellTimeout, cancelled), "a warm cell")),
            Warm(i => Complete(kernel, string.Create(CultureInfo.InvariantCulture, $"var text{i} = Enumerable.Range(1, {i}).Sel"), cancelled)),
            resident);
    }

    private static void Run(KernelClient kernel, Notebook notebook, Cell cell, CancellationToken cancelled)
    {
        var run = kernel.Execute(cell.Code.ForKernel(), CellTimeout, cancelled);
        if (!cell.RaisesException)
        {
            Check(run, notebook.FileName);
        }
    }

    private static void Check(CellRun run, string what)
    {
        if ((run.Fault ?? run.Outputs.OfType<Output.Error>().FirstOrDefault()?.Value) is { } fault)
        {
            throw new CourseException($"{what}: {fault}");
        }
    }

    private static void Complete(KernelClient kernel, string code, CancellationToken cancelled)
    {
        var matches = kernel.Complete(code, cancelled);
        if (!matches.Contains("Select"))
        {
            throw new CourseException($"the completion of \"{code}\" has no Select: {string.Join(", ", matches)}");
        }
    }

    private static double Warm(Action<int> act)
    {
        for (var i = 0; i < WarmUp; i++)
        {
            act(i);
        }

        return HostFigure.MedianOf([.. Enumerable.Range(WarmUp, Samples).Select(i => Timed(() => act(i)))]);
    }

    private static double Timed(Action act)
    {
        var started = Stopwatch.GetTimestamp();
        act();
        return Since(started);
    }

    private static double Since(long started) => Stopwatch.GetElapsedTime(started).TotalMilliseconds;
}
