using System.CommandLine;
using Course.Handouts;
using Course.Notebooks;

namespace Course.Commands;

/// <summary><c>course handouts</c>: runs chapters and writes each as one HTML file, with an index.</summary>
internal static class HandoutsCommand
{
    internal static Command Create()
    {
        var notebooks = RunCommand.NotebooksArgument();
        var outFolder = new Option<string?>("--out") { Description = "the folder to write to; handouts/ beside Course.sln unless told otherwise" };
        var timeout = RunCommand.TimeoutOption();
        var command = new Command("handouts", "run every chapter and write it as one HTML file") { notebooks, outFolder, timeout };
        command.SetAction((parsed, cancelled) => Task.Run(() =>
        {
            var folder = parsed.GetValue(outFolder) ?? Path.Combine(Repository.Root, "handouts");
            RequireWritable(folder);
            var executed = RunProgress.Run(Repository.Notebooks(parsed.GetValue(notebooks)!), TimeSpan.FromSeconds(parsed.GetValue(timeout)), cancelled);
            ChapterLink[] links = [.. executed.Select(chapter => ChapterLink.Of(chapter.Notebook))];
            foreach (var (chapter, link) in executed.Zip(links))
            {
                WholeFile.Write(Path.Combine(folder, link.File), HandoutPage.Render(chapter, links));
            }

            WholeFile.Write(Path.Combine(folder, "index.html"), HandoutIndex.Render(executed));
            Console.WriteLine($"wrote {executed.Count} chapters and index.html to {folder}");
            return RunProgress.Report(executed);
        }));
        return command;
    }

    /// <summary>A folder that cannot be written is told before the chapters run, not after.</summary>
    private static void RequireWritable(string folder)
    {
        var probe = Path.Combine(folder, $".write-test-{Environment.ProcessId}");
        WholeFile.Write(probe, "");
        File.Delete(probe);
    }
}
