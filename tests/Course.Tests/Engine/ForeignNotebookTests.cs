using Course.Notebooks;

namespace Course.Tests.Engine;

/// <summary>What notebooks that were written for .NET Interactive use, cell by cell.</summary>
public sealed class ForeignNotebookTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("course-tests-");
    private readonly TestSession session;

    public ForeignNotebookTests() => session = new TestSession(folder.FullName);

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData("Javascript(\"console.log(1)\");", "text/html", "<script type=\"text/javascript\">console.log(1)</script>")]
    [InlineData("CSS(\"b { color: red }\");", "text/html", "<style>b { color: red }</style>")]
    [InlineData("display(HTML(\"<b>bold</b>\"));", "text/html", "<b>bold</b>")]
    [InlineData("Microsoft.DotNet.Interactive.Kernel.display(\"text\", \"text/plain\");", "text/plain", "text")]
    [InlineData("display((MathString)@\"\\frac{1}{2}\");", "text/latex", "$$\\frac{1}{2}$$")]
    [InlineData("display((LaTeXString)@\"\\begin{align}a\\end{align}\");", "text/latex", "\\begin{align}a\\end{align}")]
    [InlineData("using static Microsoft.DotNet.Interactive.Formatting.PocketViewTags;\ndisplay(b(\"bold\"));", "text/html", "<b>bold</b>")]
    [InlineData("using Microsoft.DotNet.Interactive;\nKernelInvocationContext.Current.DisplayAs(\"<i>x</i>\", \"text/html\");", "text/html", "<i>x</i>")]
    [InlineData("\"<u>x</u>\".DisplayAs(\"text/html\");", "text/html", "<u>x</u>")]
    [InlineData("using Microsoft.DotNet.Interactive.Formatting;\nFormatter.Register<Uri>(uri => $\"<a>{uri.Host}</a>\", \"text/html\");\ndisplay(new Uri(\"http://host/\"));", "text/html", "<a>host</a>")]
    [InlineData("display(System.Text.Json.JsonDocument.Parse(\"[1]\").RootElement.GetArrayLength(), \"application/json\");", "application/json", "1")]
    public void What_a_cell_shows_is_shown_as_there(string cell, string mimeType, string expected)
    {
        var run = session.Run(cell);
        Assert.Null(run.Value);
        Assert.Equal(expected, run.Displays.Single().Data[mimeType]);
    }

    [Fact]
    public void A_display_is_updated_in_its_place()
    {
        var run = session.Run("var shown = \"one\".Display(\"text/plain\");\nshown.Update(\"two\");");
        Assert.Null(run.Value);
        Assert.Equal("two", Assert.Single(run.Updates).Data["text/plain"]);
    }

    [Fact]
    public void A_cell_sees_that_it_is_interrupted()
    {
        using var stop = new CancellationTokenSource();
        var run = session.RunUntil(
            "Console.WriteLine(\"waits\");\nawait Task.Delay(-1, KernelInvocationContext.Current.CancellationToken);", stop.Token, stop.Cancel);
        Assert.Equal("Interrupted", run.Failure.Name);
    }

    [Theory]
    [InlineData("Kernel.Root", "'Kernel.Root' is obsolete: 'this kernel is no .NET Interactive kernel")]
    [InlineData("await Kernel.Current.SendAsync(null);", "this kernel is no .NET Interactive kernel")]
    [InlineData("#!fsharp\nlet x = 1", "F# does not run here")]
    [InlineData("#!pwsh\nGet-Process", "#!sh runs a cell with /bin/sh")]
    [InlineData("#!connect jupyter --kernel-name python3", "does not connect to other kernels")]
    [InlineData("#!sql\nselect 1", "this language does not run here")]
    public void What_is_missing_says_so(string cell, string message) =>
        Assert.Contains(message, session.Run(cell).Failure.Message, StringComparison.Ordinal);

    [Fact]
    public void The_kernel_tells_its_versions() =>
        Assert.Matches("Roslyn [0-9.]+(.|\n)*\\.NET 10", session.Run("#!about").Text!);

    [Theory]
    [InlineData("#!value --name text\none \"two\"\nthree\n#!share --from value text\n", "one \"two\"\nthree")]
    [InlineData("#!value --from-value \"a b\" --name text\n#!share text --from value\n", "a b")]
    [InlineData("#!value --from-file data.txt --name stored\n#!share stored --from value --as text\n", "from the file")]
    [InlineData("#!set --name text --value \"https://example.org/a?b=c\"\n", "https://example.org/a?b=c")]
    [InlineData("string own = \"own\";\n#!set --name text --value @csharp:own\n", "own")]
    public void A_text_comes_into_a_variable(string cell, string expected)
    {
        File.WriteAllText(Path.Combine(folder.FullName, "data.txt"), "from the file");
        Assert.Equal(expected, session.Run(cell + "text").Text);
        Assert.Equal(expected, session.Run("text").Text);
    }

    [Fact]
    public void A_stored_text_comes_into_the_page_and_is_shown_as_what_it_is()
    {
        Assert.Equal("{\"a\":1}", session.Run("#!value --name json --mime-type application/json\n{\"a\":1}").Value!["application/json"]);
        var page = session.Run("#!share json --from value\n#!javascript\nconsole.log(json);").Displays.Single().Data["text/html"];
        Assert.Contains("globalThis.json = ", page, StringComparison.Ordinal);
        Assert.Null(session.Run("json.Length").Result as Course.Engine.CellResult.Succeeded);
    }

    [Theory]
    [InlineData("#!value\ntext", "write #!value --name NAME")]
    [InlineData("#!value --name x --from-file no-such-file", "no-such-file cannot be read")]
    [InlineData("#!set --name x --value @input:\"What?\"", "there is nobody to ask")]
    [InlineData("#!import no-such-file.cs", "cannot be read")]
    [InlineData("#!import data.xls", "files of .xls cannot be imported")]
    public void A_line_that_cannot_be_carried_out_says_why(string cell, string message)
    {
        var failure = session.Run(cell).Failure;
        Assert.Equal("DirectiveError", failure.Name);
        Assert.Contains(message, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_notebook_is_imported_with_what_it_declares_and_shows()
    {
        var path = Path.Combine(folder.FullName, "other.ipynb");
        new Notebook(path, [new Cell("a", CellKind.Markdown, "Text"), new Cell("b", CellKind.Code, "var imported = 7;\nimported"), new Cell("c", CellKind.Code, "#!html\n<b>bold</b>")]).Write(path);
        Assert.Equal(["7", "<b>bold</b>"], session.Run("#!import other.ipynb").Displays.Select(display => display.Data["text/plain"]));
        Assert.Equal("8", session.Run("imported + 1").Text);
    }

    [Fact]
    public void Source_files_are_imported_and_loaded_from_the_notebooks_folder()
    {
        Directory.CreateDirectory(Path.Combine(folder.FullName, "source"));
        File.WriteAllText(Path.Combine(folder.FullName, "source", "pair.cs"), "public record Pair(int Left, int Right);");
        File.WriteAllText(Path.Combine(folder.FullName, "source", "twice.csx"), "int Twice(int x) => 2 * x;");
        File.WriteAllText(Path.Combine(folder.FullName, "cells.dib"), "#!meta\n\n{}\n\n#!markdown\n\n# Title\n\n#!csharp\n\nvar fromDib = 5;\n");
        Assert.Equal("Pair { Left = 1, Right = 2 }", session.Run("#!import source/pair.cs\nnew Pair(1, 2).ToString()").Text);
        Assert.Equal("42", session.Run("#load \"source/twice.csx\"\nTwice(21)").Text);
        Assert.Equal("43", session.Run("Twice(21) + 1").Text);
        var dib = session.Run("#!import \"cells.dib\"");
        Assert.Null(dib.Value);
        Assert.Empty(dib.Displays);
        Assert.Equal("5", session.Run("fromDib").Text);
    }

    [Fact]
    public void A_file_that_imports_itself_is_an_error_with_the_way_to_it()
    {
        File.WriteAllText(Path.Combine(folder.FullName, "loop.cs"), "#!import loop.cs");
        var failure = session.Run("#!import loop.cs").Failure;
        Assert.Contains("imports itself", failure.Message, StringComparison.Ordinal);
        Assert.Contains("code cell 1", failure.Traceback[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_using_declaration_lasts_as_long_as_its_cell()
    {
        session.Run("class Held(string name) : IDisposable { public bool Gone; public void Dispose() { Gone = true; Console.WriteLine(name); } }");
        var run = session.Run("using var first = new Held(\"first\");\nusing Held second = new Held(\"second\"), third = new(\"third\");\nfirst.Gone || second.Gone");
        Assert.Equal(("False", "third\nsecond\nfirst\n"), (run.Text, run.Stream("stdout")));
        Assert.Equal("True", session.Run("first.Gone && third.Gone").Text);
        Assert.Equal("the end\n", session.Run("using var last = new Held(\"the end\");\nthrow new Exception();").Stream("stdout"));
        Assert.Contains("(2,13)", session.Run("\nusing var x = nothing;").Failure.Message.Replace("(2,15)", "(2,13)", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Null(session.Run("await using var stream = File.OpenRead(\"/dev/null\");").Value);
        Assert.Equal("False", session.Run("stream.CanRead").Text);
    }

    [Fact]
    public void A_chart_of_PlotlyNET_is_a_chart()
    {
        var libraries = Path.Combine(Course.Commands.Repository.Root, "lib", "bin");
        var chart = session.Run($"#r \"{libraries}/FSharp.Core.dll\"\n#r \"{libraries}/Plotly.NET.dll\"\n#r \"{libraries}/Plotly.NET.CSharp.dll\"\nPlotly.NET.CSharp.Chart.Point<int, int, string>(x: new[] {{ 1, 2 }}, y: new[] {{ 3, 4 }})").Value!;
        Assert.Contains("\"scatter\"", chart["application/vnd.plotly.v1+json"], StringComparison.Ordinal);
        Assert.Contains("newPlot", chart["text/html"], StringComparison.Ordinal);
    }
}
