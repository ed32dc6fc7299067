using Course.Handouts;
using Course.Jupyter;
using Course.Notebooks;

namespace Course.Tests.Jupyter;

public sealed class NotebookRunnerTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("course-tests-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Cells_share_variables_and_leave_streams_displays_and_results_in_order()
    {
        var run = Run("var x = 20;", "Console.WriteLine(\"out\"); Console.Error.WriteLine(\"err\"); display(1); await Task.Yield(); x + 22", "#!html\n<b>bold</b>");
        Assert.Null(run.Failure);
        Assert.Collection(
            run.Notebook.Cells[1].Outputs,
            output => Assert.Equal(new Output.Stream("stdout", "out\n"), output),
            output => Assert.Equal(new Output.Stream("stderr", "err\n"), output),
            output => Assert.Equal("1", Assert.IsType<Output.DisplayData>(output).Data["text/plain"]),
            output => Assert.Equal("42", Assert.IsType<Output.ExecuteResult>(output).Data["text/plain"]));
        Assert.Equal("<b>bold</b>", Assert.IsType<Output.DisplayData>(Assert.Single(run.Notebook.Cells[2].Outputs)).Data["text/html"]);
    }

    [Fact]
    public void A_compile_error_names_the_line_and_column_of_the_cell_and_ends_the_run()
    {
        var run = Run("\nint x = \"s\";", "1");
        Assert.Contains("cell 1", run.Failure!.ToString(), StringComparison.Ordinal);
        Assert.Contains("(2,9): error CS0029", run.Failure.Message, StringComparison.Ordinal);
        Assert.Empty(run.Notebook.Cells[1].Outputs);
    }

    [Fact]
    public void What_a_cell_showed_in_an_earlier_run_is_not_taken_for_one_of_this()
    {
        Cell[] cells = [new("a", CellKind.Code, "throw new Exception();"), new("b", CellKind.Code, "2") { ExecutionCount = 7, Outputs = [new Output.Stream("stdout", "stale")] }];
        var run = new NotebookRunner(TimeSpan.FromSeconds(60)).Run(new Notebook(Path.Combine(folder.FullName, "test.ipynb"), cells), _ => { }, TestContext.Current.CancellationToken);
        Assert.Empty(run.Notebook.Cells[1].Outputs);
        Assert.Null(run.Notebook.Cells[1].ExecutionCount);
    }

    [Fact]
    public void An_exception_shows_a_stack_that_stops_at_the_cell()
    {
        var error = Assert.IsType<Output.Error>(Assert.Single(Run("throw new InvalidOperationException(\"no\");").Notebook.Cells[0].Outputs));
        Assert.Equal("System.InvalidOperationException", error.Name);
        Assert.DoesNotContain(error.Traceback, line => line.Contains("Microsoft.CodeAnalysis", StringComparison.Ordinal));
    }

    [Fact]
    public void A_cell_that_never_ends_is_interrupted_and_named()
    {
        var run = Run(TimeSpan.FromSeconds(2), "while (true);");
        Assert.Equal("test.ipynb, cell 1: it did not end within 2 s", run.Failure!.ToString());
    }

    [Fact]
    public void A_kernel_that_dies_is_told_with_the_cell()
    {
        var run = Run("1", "Environment.Exit(3)");
        Assert.Contains("cell 2: the kernel ended: exit code 3", run.Failure!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_cell_blocked_in_a_system_call_is_interrupted_its_child_ends_and_the_kernel_is_not_killed()
    {
        var run = Run(
            TimeSpan.FromSeconds(8),
            // What takes long on a busy machine is compiled in a cell of its own, so that the other is blocked when its time is up.
            $"""
            #r "{typeof(Ipc.Children.Fork).Assembly.Location}"
            using (var first = Ipc.Children.Fork.Start(c => c.Exit(0))) first.Wait();
            """,
            """
            using (var child = Ipc.Children.Fork.Start(c => { c.Sleep(TimeSpan.FromMinutes(5)); c.Exit(0); }, new() { Deadline = TimeSpan.FromMinutes(10) }))
            {
                Console.WriteLine(child.Pid);
                child.Wait();
            }
            """);
        Assert.Equal("test.ipynb, cell 2: it did not end within 8 s", run.Failure!.ToString());
        var pid = int.Parse(run.Notebook.Cells[1].Outputs.OfType<Output.Stream>().First().Text, System.Globalization.CultureInfo.InvariantCulture);
        Assert.Null(Ipc.ProcFs.ProcessStat.Find(pid));
    }

    [Fact]
    public void A_kernel_that_a_cell_stops_does_not_answer_and_is_killed()
    {
        var run = Run(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(1), "System.Diagnostics.Process.Start(\"sh\", [\"-c\", $\"kill -STOP {Environment.ProcessId}\"]).WaitForExit();");
        Assert.Equal("test.ipynb, cell 1: it did not end within 5 s; it did not stop when interrupted, and its kernel was killed", run.Failure!.ToString());
    }

    [Theory]
    [InlineData("int F(int n) => F(n + 1) + F(n - 1);\nF(0)", "killed by SIGABRT", "Stack overflow")]
    [InlineData("Environment.FailFast(\"enough\")", "killed by SIGABRT", "enough")]
    [InlineData("System.Diagnostics.Process.GetCurrentProcess().Kill();\nThread.Sleep(60_000);", "killed by SIGKILL", "")]
    public void A_kernel_that_a_cell_brings_down_is_told_with_the_cell_and_its_last_words(string cell, string how, string words)
    {
        var run = Run("1", cell, "2");
        Assert.StartsWith($"test.ipynb, cell 2: the kernel ended: {how}", run.Failure!.ToString(), StringComparison.Ordinal);
        Assert.Contains(words, run.Failure.Message, StringComparison.Ordinal);
        Assert.Empty(run.Notebook.Cells[2].Outputs);
    }

    [Theory]
    [InlineData("var kept = new List<byte[]>();\nwhile (true) kept.Add(new byte[10_000_000]);")]
    public void A_cell_that_allocates_without_end_is_told_and_named(string cell)
    {
        var run = Run(TimeSpan.FromSeconds(120), cell);
        Assert.StartsWith("test.ipynb, cell 1: System.OutOfMemoryException: ", run.Failure!.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain('\n', run.Failure.Message);
    }

    [Fact]
    public void What_a_cell_and_its_processes_write_past_the_console_is_kept_up_to_the_limit()
    {
        var run = Run("using (var yes = System.Diagnostics.Process.Start(\"sh\", new[] { \"-c\", \"yes | head -c 100000000\" })) yes.WaitForExit();");
        Assert.Null(run.Failure);
        var text = Assert.IsType<Output.Stream>(Assert.Single(run.Notebook.Cells[0].Outputs)).Text;
        Assert.StartsWith("y\ny\n", text, StringComparison.Ordinal);
        Assert.InRange(text.Length, 1, 1_100_000);
    }

    [Fact]
    public void A_cell_that_displays_without_end_is_interrupted()
    {
        var run = Run(TimeSpan.FromSeconds(2), "while (true) 1.Display();");
        Assert.Equal("test.ipynb, cell 1: it did not end within 2 s", run.Failure!.ToString());
    }

    [Fact]
    public void An_update_changes_the_output_of_the_earlier_cell_that_showed_it()
    {
        var run = Run("var shown = 1.Display(); 3.Display();", "shown.Update(2); 4.Display();", "shown.Update(5);");
        Assert.Null(run.Failure);
        Assert.Equal(["5 3", "4", ""], run.Notebook.Cells.Select(cell => string.Join(' ', cell.Outputs.Cast<Output.DisplayData>().Select(output => output.Data["text/plain"]))));
    }

    [Fact]
    public void Tags_and_kinds_of_cells_are_those_of_Jupyter()
    {
        Cell[] cells =
        [
            new("a", CellKind.Markdown, "# not C#"),
            new("b", CellKind.Raw, "not C#"),
            Tagged("c", "throw new Exception();", "skip-execution"),
            Tagged("d", "throw new Exception(\"expected\");", "raises-exception"),
            Tagged("e", "1", "remove-cell", "hide-input", "remove-output", "a-tag-of-no-tool"),
            new("f", CellKind.Code, "  \n"),
            Tagged("g", "2", "raises-exception"),
        ];
        var run = new NotebookRunner(TimeSpan.FromSeconds(60)).Run(new Notebook(Path.Combine(folder.FullName, "test.ipynb"), cells), _ => { }, TestContext.Current.CancellationToken);
        Assert.Null(run.Failure);
        Assert.Equal([0, 0, 0, 1, 1, 0, 1], run.Notebook.Cells.Select(cell => cell.Outputs.Count));
        Assert.Equal([null, null, null, 1, 2, null, 3], run.Notebook.Cells.Select(cell => cell.ExecutionCount));
        Assert.Equal("expected", Assert.IsType<Output.Error>(run.Notebook.Cells[3].Outputs[0]).Value);

        static Cell Tagged(string id, string source, params string[] tags) => new(id, CellKind.Code, source)
        {
            Metadata = new() { ["tags"] = new System.Text.Json.Nodes.JsonArray([.. tags.Select(tag => (System.Text.Json.Nodes.JsonNode)tag)]) },
        };
    }

    [Fact]
    public void A_handout_needs_no_other_file_and_shows_a_failed_cell_as_failed()
    {
        var run = Run("throw new InvalidOperationException(\"no\");");
        var page = HandoutPage.Render(run, [ChapterLink.Of(run.Notebook)]);
        Assert.Contains("This run did not finish", page, StringComparison.Ordinal);
        Assert.DoesNotMatch("(src|href)=\"(https?:)?//", page);
        var document = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(page);
        Assert.Single(document.QuerySelectorAll("h1"));
    }

    private ExecutedNotebook Run(params string[] cells) => Run(TimeSpan.FromMinutes(2), cells);

    private ExecutedNotebook Run(TimeSpan timeout, params string[] cells) => Run(timeout, null, cells);

    private ExecutedNotebook Run(TimeSpan timeout, TimeSpan? grace, params string[] cells)
    {
        var notebook = new Notebook(Path.Combine(folder.FullName, "test.ipynb"), [.. cells.Select((source, i) => new Cell($"c{i}", CellKind.Code, source))]);
        return new NotebookRunner(timeout, grace).Run(notebook, _ => { }, TestContext.Current.CancellationToken);
    }
}
