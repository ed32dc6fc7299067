using Course.Notebooks;

namespace Course.Tests.Engine;

/// <summary>Lines that begin with #!: languages and commands to the kernel.</summary>
public sealed class DirectiveTests
{
    private readonly TestSession session = new();

    [Fact]
    public void One_cell_holds_several_languages_and_each_piece_shows_its_value()
    {
        var cell = session.Run("var x = 1;\nx + 1\n#!html\n<b>bold</b>\n#!csharp\nx + 2");
        Assert.Equal(["2", "<b>bold</b>"], cell.Displays.Select(display => display.Data["text/plain"]));
        Assert.Equal("3", cell.Text);
    }

    [Fact]
    public void Line_numbers_are_the_cells()
    {
        var failure = session.Run("#!html\n<p>\n#!csharp\nint y = \"s\";").Failure;
        Assert.Contains("(4,9)", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_shell_runs_in_the_notebooks_folder_and_shows_both_streams()
    {
        var cell = session.Run("#!sh\nls 00-lab-bench.ipynb; echo wrong >&2; printf 'no end'");
        Assert.Null(cell.Value);
        Assert.Equal(("00-lab-bench.ipynb\nno end", "wrong\n"), (cell.Stream("stdout"), cell.Stream("stderr")));
    }

    [Theory]
    [InlineData("exit 3", "/bin/sh ended with exit code 3")]
    [InlineData("kill -TERM $$", "/bin/sh ended with exit code 143")]
    public void An_exit_code_of_the_shell_is_told(string command, string message)
    {
        var failure = session.Run($"#!sh\n{command}").Failure;
        Assert.Equal(("ExitCode", message), (failure.Name, failure.Message));
    }

    [Theory]
    [InlineData("wait")]
    [InlineData("exit")] // the shell has ended, and what it left in the background has its output
    public void An_interrupt_kills_the_shell_and_what_it_started(string then)
    {
        using var cancel = new CancellationTokenSource();
        var cell = session.RunUntil($"#!sh\nsleep 300 & echo $!; {then}", cancel.Token, cancel.Cancel);
        Assert.Equal("Interrupted", cell.Failure.Name);
        var pid = int.Parse(cell.Stream("stdout"), System.Globalization.CultureInfo.InvariantCulture);
        Assert.True(SpinWait.SpinUntil(() => Ipc.ProcFs.ProcessStat.Find(pid) is null or { State: Ipc.ProcFs.ProcessState.Zombie }, TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public void A_script_that_begins_with_a_path_is_no_directive() =>
        Assert.Equal("#!/bin/sh", session.Run("""
            #!sh
            cat <<'END'
            #!/bin/sh
            END
            """).Stream("stdout").Trim());

    [Fact]
    public void The_variables_are_listed_as_the_last_cell_left_them()
    {
        session.Run("var number = 1; var words = new List<string> { \"a\" };");
        session.Run("var number = \"now a text\";");
        Assert.Equal("number, words", session.Run("#!who").Text);
        var table = session.Run("#!whos").Value!["text/html"];
        Assert.Contains("now a text", table, StringComparison.Ordinal);
        Assert.Contains("List&lt;String&gt;", table, StringComparison.Ordinal);
    }

    [Fact]
    public void A_reset_forgets_everything()
    {
        session.Run("using System.Globalization; var number = 1;");
        session.Run("#!reset");
        Assert.Null(session.Run("#!who").Value);
        Assert.Equal("CompilationError", session.Run("number").Failure.Name);
        Assert.Equal("CompilationError", session.Run("CultureInfo.CurrentCulture").Failure.Name);
        Assert.Equal("2", session.Run("1 + 1").Text);
    }

    [Fact]
    public void The_time_of_a_cell_is_told_after_its_output()
    {
        var cell = session.Run("#!time\nConsole.WriteLine(\"work\"); 42");
        Assert.Equal("42", cell.Text);
        Assert.Matches(@"^work\nWall time: [\d,]+\.\d ms\n$", cell.Stream("stdout"));
    }

    [Theory]
    [InlineData("#!share point --from csharp", "globalThis.point = {\"X\":1,\"Text\":\"\\u003C/script\\u003E\"};")]
    [InlineData("#!share --from csharp point --as other", "globalThis.other = {\"X\":1")]
    [InlineData("#!set --name other --value @csharp:point", "globalThis.other = {\"X\":1")]
    [InlineData("#!set --name text --value \"as it stands\"", "globalThis.text = \"as it stands\";")]
    public void A_value_is_given_to_JavaScript(string line, string expected)
    {
        session.Run("var point = new { X = 1, Text = \"</script>\" };");
        var script = session.Run($"{line}\n#!javascript\nconsole.log(1);").Displays.Single().Data["text/html"];
        Assert.Contains(expected, script, StringComparison.Ordinal);
        Assert.EndsWith("console.log(1);\n</script>", script, StringComparison.Ordinal);
        Assert.DoesNotContain("globalThis", session.Run("#!javascript\nconsole.log(2);").Displays.Single().Data["text/html"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("#!share nobody --from csharp\n#!javascript\nlog(nobody)", "no variable is called nobody")]
    [InlineData("#!share nobody --from value", "#!value has stored nothing under the name nobody")]
    [InlineData("#!share page --from javascript", "values come from csharp and value")]
    [InlineData("#!share", "write #!share NAME --from csharp")]
    [InlineData("#!set --name x", "write #!set --name NAME")]
    [InlineData("#!share loop --from csharp\n#!javascript\nlog(loop)", "loop has no JSON form")]
    public void A_value_that_cannot_be_given_is_told(string line, string message)
    {
        session.Run("class Node { public Node Next => this; } var loop = new Node();");
        Assert.Contains(message, session.Run(line).Failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("#!tiem", "#!tiem is not known; the nearest that is known: #!time")]
    public void An_unknown_line_is_an_error_that_names_the_nearest(string cell, string message) =>
        Assert.StartsWith(message, session.Run(cell).Failure.Message, StringComparison.Ordinal);

    [Fact]
    public void All_lines_are_listed() =>
        Assert.All(Course.Engine.Directive.All, directive => Assert.Contains(directive.Name, session.Run("#!lsmagic").Value!["text/html"], StringComparison.Ordinal));

    [Fact]
    public void Polyglot_metadata_makes_a_shell_cell() =>
        Assert.Equal("#!shell\necho 1", new Cell("c", CellKind.Code, "echo 1") { Metadata = new() { ["polyglot_notebook"] = new System.Text.Json.Nodes.JsonObject { ["kernelName"] = "sh" } } }.Code.ForKernel());
}
