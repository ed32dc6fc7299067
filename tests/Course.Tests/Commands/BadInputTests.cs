using System.Diagnostics;
using Course.Commands;
using Course.Jupyter;
using Course.Notebooks;

namespace Course.Tests.Commands;

/// <summary>What a user may do wrong, and what may be wrong with the machine: one clear message, an exit code, and nothing lost.</summary>
public sealed class BadInputTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("course-tests-");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData("run")]
    [InlineData("handouts")]
    public async Task A_missing_notebook_is_named_and_no_folder_is_made(string verb)
    {
        var made = PathOf("made");
        await Refuses($"course: {PathOf("gone.ipynb")}: there is no such notebook", verb, PathOf("gone.ipynb"), "--out", made);
        Assert.False(Directory.Exists(made));
    }

    [Theory]
    [InlineData("no notebook", "not a notebook: malformed JSON at line 1, byte 2")]
    [InlineData("[]", "not a notebook: the file holds no JSON object")]
    [InlineData("""{ "nbformat": 4 }""", "not a notebook: 'cells' is not a list")]
    [InlineData("""{ "nbformat": 3, "cells": [] }""", "not a notebook of format 4: nbformat is 3")]
    public async Task A_malformed_notebook_is_named_with_what_is_wrong(string content, string fault)
    {
        File.WriteAllText(PathOf("odd.ipynb"), content);
        await Refuses($"course: {PathOf("odd.ipynb")}: {fault}", "run", PathOf("odd.ipynb"));
    }

    [Fact]
    public async Task A_malformed_cell_is_named_by_its_number()
    {
        File.WriteAllText(PathOf("odd.ipynb"), """{ "nbformat": 4, "cells": [{ "cell_type": "raw", "source": "" }, { "cell_type": "poem" }] }""");
        await Refuses($"course: {PathOf("odd.ipynb")}, cell 2: cell_type is \"poem\"", "handouts", PathOf("odd.ipynb"), "--out", PathOf("made"));
    }

    [Fact]
    public async Task A_folder_is_no_notebook() =>
        await Refuses($"course: {folder.FullName}: is a folder", "run", folder.FullName);

    [Fact]
    public async Task An_unknown_verb_is_named()
    {
        var run = await Course("fly");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("'fly'", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_time_limit_has_to_be_a_time()
    {
        var run = await Course("run", Write("fine.ipynb", "1"), "--timeout", "-1");
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("--timeout: a number of seconds above 0", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("run")]
    [InlineData("handouts")]
    public async Task A_folder_that_cannot_be_made_is_named_with_the_errno_before_any_cell_runs(string verb)
    {
        File.WriteAllText(PathOf("file"), "");
        var under = Path.Combine(PathOf("file"), "sub");
        var notebook = Write("fine.ipynb", $"System.IO.File.WriteAllText({Quoted(PathOf("ran"))}, \"\")");
        await Refuses($"course: cannot write to {under}: mkdir({under}): ENOTDIR (20)", verb, notebook, "--out", under);
        await Refuses("course: cannot write to /proc/handouts: mkdir(/proc/handouts): ENOENT (2)", verb, notebook, "--out", "/proc/handouts");
        Assert.False(File.Exists(PathOf("ran")));
    }

    [Fact]
    public async Task Two_notebooks_of_one_name_are_not_written_over_each_other()
    {
        Directory.CreateDirectory(PathOf("other"));
        await Refuses($"course: {Path.Combine(PathOf("made"), "a.html")} would be written twice", "handouts", Write("a.ipynb", "1"), Write("other/a.ipynb", "2"), "--out", PathOf("made"));
    }

    [Fact]
    public async Task A_folder_for_temporary_files_that_is_missing_is_told()
    {
        var run = await Shell($"TMPDIR=/nonexistent exec {Program} run {Write("fine.ipynb", "1")}");
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("fine.ipynb: the kernel's connection file cannot be written: ", run.Error, StringComparison.Ordinal);
        Assert.Contains("set TMPDIR", Assert.Single(Lines(run.Error)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_cell_is_named_and_the_notebook_is_written_with_its_error()
    {
        var run = await Course("run", Write("bad.ipynb", "1", "throw new TimeoutException(\"too late\");", "2"), "--out", PathOf("made"));
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("bad.ipynb, cell 2: System.TimeoutException: too late\n", run.Error, StringComparison.Ordinal);
        var cells = Notebook.Read(Path.Combine(PathOf("made"), "bad.ipynb")).Cells;
        Assert.Equal("too late", Assert.IsType<Output.Error>(Assert.Single(cells[1].Outputs)).Value);
        Assert.Empty(cells[2].Outputs);
    }

    [Fact]
    public async Task A_full_disk_is_told_and_leaves_the_handout_from_before_as_it_was()
    {
        // A file system of 64 KiB in a mount namespace of its own: it is gone with the shell.
        var disk = PathOf("disk");
        Directory.CreateDirectory(disk);
        var probe = await Shell($"unshare --user --map-root-user --mount mount -t tmpfs tmpfs {disk}");
        Assert.SkipUnless(probe.ExitCode == 0, $"no file system can be mounted here: {probe.Error.Trim()}");
        var notebook = Write("full.ipynb", "new string('x', 200_000)");
        var run = await Shell($"""
            unshare --user --map-root-user --mount sh -c '
            mount -t tmpfs -o size=64k tmpfs {disk} && echo good > {disk}/full.html
            {Program} handouts {notebook} --out {disk}; code=$?
            ls -A {disk}; cat {disk}/full.html; exit $code'
            """);
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith($"course: cannot write {disk}/full.html: ENOSPC (28): ", Assert.Single(Lines(run.Error)), StringComparison.Ordinal);
        Assert.Equal(["full.html", "good"], Lines(run.Output)[^2..]);
    }

    private static string Program => string.Join(' ', KernelLauncher.Command);

    private static string[] Lines(string text) => text.TrimEnd().Split('\n');

    private static string Quoted(string text) => $"\"{text}\"";

    private static Task<CourseProgram> Course(params string[] arguments) => CourseProgram.Run(Repository.Root, arguments);

    private static async Task Refuses(string message, params string[] arguments)
    {
        var run = await Course(arguments);
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.StartsWith(message, Assert.Single(Lines(run.Error)), StringComparison.Ordinal);
    }

    private static async Task<CourseProgram> Shell(string script)
    {
        using var shell = Process.Start(new ProcessStartInfo("sh", ["-c", script]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Repository.Root })!;
        var output = shell.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = shell.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new CourseProgram(shell.ExitCode, await output, await error);
    }

    private string PathOf(string name) => Path.Combine(folder.FullName, name);

    private string Write(string name, params string[] cells)
    {
        new Notebook(PathOf(name), [.. cells.Select((source, i) => new Cell($"c{i}", CellKind.Code, source))]).Write(PathOf(name));
        return PathOf(name);
    }
}
