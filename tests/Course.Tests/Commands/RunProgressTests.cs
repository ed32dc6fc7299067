using System.Diagnostics;
using System.Text.RegularExpressions;
using Course.Jupyter;
using Course.Notebooks;

namespace Course.Tests.Commands;

/// <summary>What somebody sees who runs a notebook: on a terminal, made by script(1), and in a log.</summary>
public sealed partial class RunProgressTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("course-tests-");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData(80)]
    [InlineData(40)]
    public void A_terminal_shows_chapter_cell_and_time_within_its_width(int columns)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/script"), "no script(1) of util-linux on this machine");
        var text = Run("/usr/bin/script", "-qec", $"stty cols {columns}; {string.Join(' ', Words())}", "/dev/null");
        var lines = LineEnd().Split(Escape().Replace(text, ""));
        Assert.Contains("07-tiny.ipynb", text, StringComparison.Ordinal);
        Assert.Contains("cell 2 of 2", text, StringComparison.Ordinal);
        Assert.Contains("done in", text, StringComparison.Ordinal);
        Assert.Matches(@"\d\d:\d\d:\d\d", text);
        Assert.All(lines, line => Assert.InRange(line.Length, 0, columns));
    }

    [Fact]
    public void A_log_has_one_plain_line_for_a_chapter()
    {
        var words = Words();
        Assert.Matches(@"^07-tiny\.ipynb: done in \d+\.\d s\n$", Run(words[0], words[1..]));
    }

    /// <summary>The command that runs a notebook of two cells.</summary>
    private string[] Words()
    {
        var path = Path.Combine(folder.FullName, "07-tiny.ipynb");
        new Notebook(path, [new Cell("a", CellKind.Code, "1"), new Cell("b", CellKind.Code, "Thread.Sleep(500);")]).Write(path);
        return [.. KernelLauncher.Command, "run", path];
    }

    private static string Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardInput = true };
        start.Environment["TERM"] = "xterm-256color";
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return text;
    }

    [GeneratedRegex(@"\e(\[[0-9;?]*[A-Za-z]|[=>])")]
    private static partial Regex Escape();

    [GeneratedRegex(@"[\r\n]+")]
    private static partial Regex LineEnd();
}
