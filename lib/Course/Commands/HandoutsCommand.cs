using System.CommandLine;
using Course.Handouts;
using Course.Notebooks;

namespace Course.Commands;

/// <summary><c>course handouts</c>: runs chapters and writes each as one HTML file, with an index.</summary>
internal static class HandoutsCommand
{
    private const string IndexFile = "index.html";

    internal static Command Create()
    {
        var notebooks = RunCommand.NotebooksArgument();
        var outFolder = new Option<string?>("--out") { Description = "the folder to write to; handouts/ beside Course.sln unless told otherwise" };
        var timeout = RunCommand.TimeoutOption();
        var command = new Command("handouts", "run every chapter and write it as one HTML file") { notebooks, outFolder, timeout };
        command.SetAction((parsed, cancelled) => Task.Run(() =>
        {
            var folder = parsed.GetValue(outFolder) ?? Path.Combine(Repository.Root, "handouts");
            var chapters = Repository.Notebooks(parsed.GetValue(notebooks)!);
            OutputFolder.Prepare(folder, [.. chapters.Select(chapter => ChapterLink.Of(chapter).File), IndexFile]);
            var executed = RunProgress.Run(chapters, TimeSpan.FromSeconds(parsed.GetValue(timeout)), cancelled);
            ChapterLink[] links = [.. executed.Select(chapter => ChapterLink.Of(chapter.Notebook))];
            foreach (var (chapter, link) in executed.Zip(links))
            {
                WholeFile.Write(Path.Combine(folder, link.File), HandoutPage.Render(chapter, links));
            }

            WholeFile.Write(Path.Combine(folder, IndexFile), HandoutIndex.Render(executed));
            Console.WriteLine($"wrote {executed.Count} chapters and index.html to {folder}");
            return RunProgress.Report(executed);
        }));
        return command;
    }
}
