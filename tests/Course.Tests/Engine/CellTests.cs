namespace Course.Tests.Engine;

public sealed class CellTests
{
    private readonly TestSession session = new();

    [Fact]
    public void Cells_await_keep_what_they_declare_and_end_in_their_last_expression()
    {
        Assert.Null(session.Run("using System.Globalization;\nvar x = await Task.FromResult(40);").Value);
        Assert.Null(session.Run("int Twice(int n) => 2 * n;\nrecord Pair(int Left, int Right);").Value);
        Assert.Equal("42", session.Run("await Task.Yield();\nx += 1;\nTwice(x) - x + 1").Text);
        Assert.Equal("Pair { Left = 41, Right = 82 }", session.Run("var pair = new Pair(x, Twice(x));\npair.ToString()").Text);
        Assert.Equal("Invariant Language (Invariant Country)", session.Run("CultureInfo.CurrentCulture.EnglishName").Text);
        Assert.Null(session.Run("_ = x;").Value);
        Assert.Null(session.Run("(string?)null").Value);
    }

    [Fact]
    public void What_a_failed_cell_declared_before_it_failed_is_kept()
    {
        Assert.Equal("System.Exception", session.Run("var x = 5;\nthrow new Exception();").Failure.Name);
        Assert.Equal("5", session.Run("x").Text);
        Assert.Equal("CompilationError", session.Run("var x = 6; nonsense").Failure.Name);
        Assert.Equal("5", session.Run("x").Text);
    }

    [Fact]
    public void A_result_has_an_HTML_form_and_a_plain_one()
    {
        var value = session.Run("new { Left = 1, Right = \"<2>\" }").Value!;
        Assert.Equal(["text/html", "text/plain"], value.Forms.Keys.Order(StringComparer.Ordinal));
        Assert.Contains("<table", value["text/html"], StringComparison.Ordinal);
        Assert.Contains("&lt;2&gt;", value["text/html"], StringComparison.Ordinal);
        Assert.Contains("<2>", value["text/plain"], StringComparison.Ordinal);
    }

    [Fact]
    public void Streams_and_displays_keep_their_order()
    {
        var cell = session.Run("Console.Write('a'); Console.WriteLine(\"b\"); Console.Error.WriteLine(\"c\"); display(1); Console.Write(2.5);");
        _ = cell.Value;
        Assert.Equal(
            ["stdout:ab\n", "stderr:c\n", "1", "stdout:2.5"],
            cell.Outputs.Select(output => output switch
            {
                Course.Notebooks.Output.Stream stream => $"{stream.Name}:{stream.Text}",
                Course.Notebooks.Output.DisplayData display => display.Data["text/plain"],
                _ => output.ToString(),
            }));
    }

    [Theory]
    [InlineData("#!html\n<b>x</b>", "text/html", "<b>x</b>")]
    [InlineData("#!mermaid\ngraph LR; a-->b", "text/vnd.mermaid", "graph LR; a-->b")]
    [InlineData("#!markdown\n# x", "text/markdown", "# x")]
    [InlineData("#!javascript\nlet x = 1;", "text/html", "<script type=\"module\">\nlet x = 1;\n</script>")]
    [InlineData("\n  #!html\n<b>x</b>", "text/html", "<b>x</b>")]
    public void A_cell_of_another_language_is_shown(string cell, string mimeType, string content)
    {
        var shown = session.Run(cell);
        Assert.Null(shown.Value);
        Assert.Equal(content, Assert.Single(shown.Displays).Data[mimeType]);
        Assert.NotNull(shown.Displays[0].Data["text/plain"]);
    }

    [Theory]
    [InlineData("#!csharp\nint x = \"s\";", "(2,9): error CS0029")]
    [InlineData("\n\n  undefined", "(3,3): error CS0103")]
    [InlineData("var x = 1;\nvar y = ;", "(2,9): error CS1525")]
    public void A_compile_error_names_line_and_column_of_the_cell(string cell, string start)
    {
        var failure = session.Run(cell).Failure;
        Assert.Equal("CompilationError", failure.Name);
        Assert.StartsWith(start, failure.Message, StringComparison.Ordinal);
        Assert.Equal(failure.Message, failure.Traceback[0]);
    }

    [Fact]
    public void Every_compile_error_is_told()
    {
        Assert.Equal(2, session.Run("int x = \"s\";\nint y = \"t\";").Failure.Traceback.Count);
    }

    [Fact]
    public void An_exception_shows_a_stack_with_lines_that_stops_at_the_cell()
    {
        _ = session.Run("\nint Fail(int n)\n{\n    return n / 0.CompareTo(0);\n}").Value;
        Assert.Equal(
            [
                "System.DivideByZeroException: Attempted to divide by zero.",
                "   at Fail(Int32 n), line 4 of an earlier cell",
                "   at the cell, line 2",
            ],
            session.Run("var x = 1;\nFail(x)").Failure.Traceback);
    }

    [Theory]
    [InlineData("await Task.Run(() => { throw new InvalidOperationException(\"no\"); });")]
    [InlineData("Task.Run(() => { throw new InvalidOperationException(\"no\"); }).Wait();")]
    [InlineData("new[] { 1 }.Select<int, int>(x => throw new InvalidOperationException(\"no\"))")]
    [InlineData("new[] { 1 }.Select<int, int>(x => throw new InvalidOperationException(\"no\")).Display();")]
    [InlineData("class T { public override string ToString() => throw new InvalidOperationException(\"no\"); }\nnew T()")]
    [InlineData("async Task F() { await Task.Yield(); throw new InvalidOperationException(\"no\"); }\nawait F();")]
    public void No_frame_of_the_engine_is_in_a_stack(string cell)
    {
        var failure = session.Run(cell).Failure;
        Assert.Contains("no", failure.Message, StringComparison.Ordinal);
        Assert.Contains(failure.Traceback, line => line.Contains(", line ", StringComparison.Ordinal));
        Assert.DoesNotContain(failure.Traceback, line => line.Contains("Course.", StringComparison.Ordinal) || line.Contains("Submission#", StringComparison.Ordinal) || line.Contains("CodeAnalysis", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Console.ReadLine()")]
    [InlineData("Console.Read()")]
    [InlineData("Console.In.ReadToEnd()")]
    public void A_cell_that_asks_for_input_is_told_that_there_is_none(string cell)
    {
        var failure = session.Run(cell).Failure;
        Assert.Equal("Course.Engine.StdinNotImplementedException", failure.Name);
        Assert.Contains("cannot read standard input", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_newest_syntax_compiles()
    {
        _ = session.Run("class Counter { public int Count { get; set => field = Math.Max(value, 0); } }").Value;
        Assert.Equal("0 5 3", session.Run(
            """
            var counter = new Counter { Count = -5 };
            Counter? none = null;
            none?.Count = 7;
            int[] numbers = [1, .. new[] { 2, 3 }];
            $"{counter.Count} {nameof(List<>).Length + 1} {numbers.Length}"
            """).Text);
    }

    [Theory]
    [InlineData("stdout", "Console.Out")]
    [InlineData("stderr", "Console.Error")]
    public void A_cell_that_prints_100_MB_is_cut_and_says_so(string stream, string writer)
    {
        var text = session.Run($"var block = new string('x', 1 << 20);\nfor (var i = 0; i < 100; i++) {writer}.Write(block);\n{writer}.WriteLine();").Stream(stream);
        Assert.Equal((1 << 20) + $"\n[cut: this cell's {stream} is limited to 1048576 characters]\n".Length, text.Length);
        Assert.EndsWith($"\n[cut: this cell's {stream} is limited to 1048576 characters]\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cell_that_displays_100_MB_is_cut_and_says_so()
    {
        var cell = session.Run("var block = new string('x', 1 << 20);\nfor (var i = 0; i < 100; i++) block.Display(\"text/plain\");");
        _ = cell.Value;
        // Beside its text each display counts for what a message and its place in a page take.
        Assert.Equal(31, cell.Displays.Count);
        Assert.Equal("[cut: what this cell displays is limited to 33554432 characters]\n", cell.Stream("stderr"));
    }
}
