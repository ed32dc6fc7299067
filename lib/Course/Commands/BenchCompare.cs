using Course.Handouts;
using Course.Notebooks;
using Ipc.Measurement.Runs;

namespace Course.Commands;

/// <summary><c>course bench --compare</c>: two runs side by side, as text, and as a page where that is asked for.</summary>
internal static class BenchCompare
{
    private const int NotComparable = 1, Unreadable = 2;

    internal static int Run(string first, string second, IReadOnlyList<string> mechanisms, string? html, CancellationToken cancelled)
    {
        var beside = Compared(Read(first), Read(second), mechanisms);
        new RunsBesideText(Console.Out).Write(beside);
        return html is null ? 0 : WritePage(RunsBesideNotebook.Of(Path.GetFullPath(first), Path.GetFullPath(second), mechanisms, beside), html, cancelled);
    }

    private static BenchmarkRun Read(string file)
    {
        try
        {
            return BenchmarkRun.Read(file);
        }
        catch (FormatException e)
        {
            throw new CourseException(e.Message, Unreadable);
        }
    }

    private static RunsBeside Compared(BenchmarkRun first, BenchmarkRun second, IReadOnlyList<string> mechanisms)
    {
        try
        {
            return RunsBeside.Of(first, second, mechanisms);
        }
        catch (NotComparableException e)
        {
            throw new CourseException($"not comparable: {e.Message}", NotComparable);
        }
    }

    /// <summary>The page is made as a chapter's is: from a notebook that a fresh kernel runs.</summary>
    private static int WritePage(Notebook notebook, string file, CancellationToken cancelled)
    {
        var path = Path.GetFullPath(file);
        OutputFolder.Prepare(Path.GetDirectoryName(path)!, [Path.GetFileName(path)]);
        var executed = RunProgress.Run([notebook], RunCommand.DefaultTimeout, cancelled);
        WholeFile.Write(path, HandoutPage.Render(executed[0], []));
        Console.WriteLine($"wrote {path}");
        return RunProgress.Report(executed);
    }
}
