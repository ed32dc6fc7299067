using Course.Assistance;
using Course.Commands;
using Course.Tests.Engine;

namespace Course.Tests.Assistance;

/// <summary>Each text has a bar where the cursor is.</summary>
public sealed class CodeAssistantTests : IDisposable
{
    private const string Laboratory = "#r \"../lib/bin/Ipc.dll\"\nusing Ipc; using Ipc.Children; using Ipc.Pipes;\n";
    private static readonly string Folder = Path.Combine(Repository.Root, "notebooks");
    private readonly TestSession session = new();
    private readonly CodeAssistant assistant;

    public CodeAssistantTests() => assistant = new CodeAssistant(session.Session, Folder);

    public void Dispose() => assistant.Dispose();

    [Theory]
    [InlineData("Console.Wri|", "WriteLine", "method", 8)]
    [InlineData("\"abc\".Len|", "Length", "property", 6)]
    [InlineData("new List<int> { 1 }.Whe|", "Where", "method", 20)]
    [InlineData("DayOfWeek.Mon|", "Monday", "enum member", 10)]
    [InlineData("forea|", "foreach", "keyword", 0)]
    [InlineData("var length = 3; len|", "length", "field", 16)]
    public async Task A_name_is_completed_with_its_kind(string text, string expected, string kind, int start)
    {
        var found = await CompletedAsync(text);
        Assert.Equal(start, found.Start);
        Assert.Contains(new Completion(expected, kind), found.Items);
        Assert.All(found.Items, item => Assert.StartsWith(text[start..text.IndexOf('|', StringComparison.Ordinal)], item.Text, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task What_earlier_cells_declared_and_referred_to_is_known()
    {
        Run("var apple = new { Colour = \"red\" }; record Pair(int Left, int Right); int Twice(int n) => 2 * n;");
        Run("var banana = new Pair(1, 2);");
        Run("throw new Exception();");
        Assert.Contains((await CompletedAsync("banana.|")).Items, item => item.Text == "Left");
        Assert.Contains((await CompletedAsync("apple.Col|")).Items, item => item.Text == "Colour");
        Assert.Contains((await CompletedAsync("Twi|")).Items, item => item.Text == "Twice");
        Assert.DoesNotContain((await CompletedAsync("cher|")).Items, item => item.Text == "cherry");
    }

    [Fact]
    public async Task The_laboratory_is_completed_and_explained_by_its_own_documentation()
    {
        Run(Laboratory);
        Assert.Contains((await CompletedAsync("Fork.|")).Items, item => item.Text == "Start");
        Assert.Contains((await CompletedAsync("Fork.Start(c => { c.Wri| })")).Items, item => item is { Text: "Write", Kind: "method" });
        var inspected = await InspectedAsync("Pipe.Crea|te()");
        Assert.StartsWith("```csharp\n", inspected, StringComparison.Ordinal);
        Assert.Contains("Pipe Pipe.Create(", inspected, StringComparison.Ordinal);
        Assert.Contains("pipe2", inspected, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_draft_that_refers_to_an_assembly_knows_it_before_it_has_run() =>
        Assert.Contains((await CompletedAsync(Laboratory + "Fork.St|")).Items, item => item.Text == "Start");

    [Fact]
    public async Task A_name_is_explained_with_the_platforms_documentation()
    {
        Assert.SkipWhen(DocumentedReferences.Platform.Count == 0, "there is no SDK with reference assemblies beside this runtime");
        var inspected = await InspectedAsync("Console.WriteL|ine(1)");
        Assert.Contains("void Console.WriteLine(int value)", inspected, StringComparison.Ordinal);
        Assert.Contains("Writes the text representation", inspected, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Within_a_call_its_overloads_are_told()
    {
        var inspected = await InspectedAsync("Math.Max(1, |)");
        Assert.Contains("int Math.Max(int val1, int val2)", inspected, StringComparison.Ordinal);
        Assert.Contains("double Math.Max(double val1, double val2)", inspected, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("|")]
    [InlineData("  |  ")]
    [InlineData("#!html\n<p>Console.Wri|</p>")]
    [InlineData("1 + 1\n#!html\n<p>Console.Wri|</p>")]
    public async Task Where_there_is_nothing_to_tell_nothing_is_told(string text) => Assert.Null(await InspectedAsync(text));

    [Theory]
    [InlineData("#!m|", "#!markdown,#!mermaid", 0)]
    [InlineData("#r \"../li|", "lib/", 7)]
    [InlineData("#r \"../lib/bin/Ipc.N|", "Ipc.Notebooks.dll", 15)]
    [InlineData("#r \"/no/such/folder/x|", "", 21)]
    public async Task Directives_are_completed(string text, string expected, int start)
    {
        var found = await CompletedAsync(text);
        Assert.Equal((expected, start), (string.Join(',', found.Items.Select(item => item.Text)), found.Start));
    }

    [Fact]
    public async Task A_package_in_the_cell_does_not_disturb() =>
        Assert.Contains((await CompletedAsync("#r \"nuget: Some.Package, 1.0\"\n#!csharp\nConsole.Wri|")).Items, item => item.Text == "WriteLine");

    [Theory]
    [InlineData("var x = 1;", "complete", "")]
    [InlineData("x", "complete", "")]
    [InlineData("if (true) {", "incomplete", "    ")]
    [InlineData("class A {\n    void B() {", "incomplete", "        ")]
    [InlineData("var s = \"abc", "invalid", "")]
    [InlineData("var s = @\"abc", "incomplete", "")]
    [InlineData("}", "invalid", "")]
    [InlineData("#r \"nuget: X\"", "complete", "")]
    public void A_text_is_complete_or_not_or_wrong(string text, string status, string indent) => Assert.Equal((status, indent), Completeness.Of(text));

    [Fact]
    public void Places_are_counted_in_code_points_outside()
    {
        const string Text = "a😀b";
        Assert.Equal([0, 1, 3, 4, 4], Enumerable.Range(0, 5).Select(i => Position.InUtf16(Text, i)));
        Assert.Equal([0, 1, 2, 3], new[] { 0, 1, 3, 4 }.Select(i => Position.InCodePoints(Text, i)));
    }

    private void Run(string code) => session.Run(code);

    private Task<Completions> CompletedAsync(string text) => assistant.CompleteAsync(text.Replace("|", "", StringComparison.Ordinal), text.IndexOf('|', StringComparison.Ordinal));

    private Task<string?> InspectedAsync(string text) => assistant.InspectAsync(text.Replace("|", "", StringComparison.Ordinal), text.IndexOf('|', StringComparison.Ordinal));
}
