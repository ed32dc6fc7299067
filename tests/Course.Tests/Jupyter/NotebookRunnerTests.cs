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
    public void A_cell_that_prints_without_measure_is_cut_and_says_so()
    {
        var run = Run("for (var i = 0; i < 30000; i++) Console.WriteLine(new string('x', 100));");
        var text = Assert.IsType<Output.Stream>(Assert.Single(run.Notebook.Cells[0].Outputs)).Text;
        Assert.EndsWith("[cut: this cell's stdout is limited to 1048576 characters]\n", text, StringComparison.Ordinal);
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

    private ExecutedNotebook Run(params string[] cells) => Run(TimeSpan.FromSeconds(30), cells);

    private ExecutedNotebook Run(TimeSpan timeout, params string[] cells)
    {
        var notebook = new Notebook(Path.Combine(folder.FullName, "test.ipynb"), [.. cells.Select((source, i) => new Cell($"c{i}", CellKind.Code, source))]);
        return new NotebookRunner(timeout).Run(notebook, _ => { }, TestContext.Current.CancellationToken);
    }
}
