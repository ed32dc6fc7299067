using Course.Notebooks;

namespace Course.Tests.Notebooks;

public sealed class NotebookReaderTests : IDisposable
{
    private const string Head = "{\"nbformat\": 4, \"nbformat_minor\": 5, \"metadata\": {}, \"cells\": [";
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("course-tests-");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData("", "not a notebook: malformed JSON at line 1, byte 1")]
    [InlineData("{\n \"cells\": [", "not a notebook: malformed JSON at line 2, byte 12")]
    [InlineData("[]", "not a notebook: the file holds no JSON object")]
    [InlineData("{\"nbformat\": 3, \"cells\": []}", "not a notebook of format 4: nbformat is 3")]
    [InlineData("{\"cells\": []}", "not a notebook of format 4: nbformat is missing")]
    [InlineData("{\"nbformat\": 4, \"cells\": {}}", "not a notebook: 'cells' is not a list")]
    public void A_file_that_is_no_notebook_is_named_with_what_is_wrong(string json, string message) =>
        Assert.Equal($"a.ipynb: {message}", Assert.Throws<NotebookException>(() => Notebook.Parse("a.ipynb", json)).Message);

    [Theory]
    [InlineData("{\"nbformat\": 4, \"nbformat\": 4, \"cells\": []}", "malformed JSON")]
    [InlineData(Head + "{\"cell_type\": \"markdown\", \"source\": \"\\ud83d\"}]}", "cut within a character")]
    public void What_a_lenient_reader_lets_through_is_named_as_well(string json, string message) =>
        Assert.Contains(message, Assert.Throws<NotebookException>(() => Notebook.Parse("a.ipynb", json)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("7", "is not a JSON object")]
    [InlineData("{\"cell_type\": \"heading\", \"source\": \"\"}", "cell_type is \"heading\"; it has to be \"code\", \"markdown\" or \"raw\"")]
    [InlineData("{\"cell_type\": \"code\"}", "'source' is neither text nor a list of lines")]
    [InlineData("{\"cell_type\": \"code\", \"source\": [1]}", "'source' is neither text nor a list of lines")]
    [InlineData("{\"cell_type\": \"code\", \"source\": \"\", \"metadata\": 1}", "'metadata' is not a JSON object")]
    [InlineData("{\"cell_type\": \"code\", \"source\": \"\", \"metadata\": {\"tags\": \"x\"}}", "'tags' is not a list of text")]
    [InlineData("{\"cell_type\": \"code\", \"source\": \"\", \"outputs\": {}}", "'outputs' is not a list")]
    [InlineData("{\"cell_type\": \"code\", \"source\": \"\", \"outputs\": [{\"output_type\": \"x\"}]}", "output_type is \"x\"")]
    public void A_malformed_cell_is_named_by_its_place(string cell, string message) =>
        Assert.Equal(
            $"a.ipynb, cell 2: {message}",
            Assert.Throws<NotebookException>(() => Notebook.Parse("a.ipynb", Head + "{\"cell_type\": \"markdown\", \"source\": \"\"}, " + cell + "]}")).Message);

    [Theory]
    [InlineData("{\"polyglot_notebook\": {\"kernelName\": \"html\"}}", "#!html\nx")]
    [InlineData("{\"dotnet_interactive\": {\"language\": \"mermaid\"}}", "#!mermaid\nx")]
    [InlineData("{\"polyglot_notebook\": \"html\", \"dotnet_interactive\": {\"language\": 1}}", "x")]
    [InlineData("{\"polyglot_notebook\": {\"kernelName\": \"fsharp\"}}", "x")]
    public void The_language_that_an_editor_noted_counts_where_it_is_one(string metadata, string code) =>
        Assert.Equal(code, Notebook.Parse("a.ipynb", Head + "{\"cell_type\": \"code\", \"source\": \"x\", \"metadata\": " + metadata + "}]}").Cells[0].Code.ForKernel());

    [Fact]
    public void A_notebook_that_is_missing_or_a_folder_is_named()
    {
        var missing = Path.Combine(folder.FullName, "none.ipynb");
        Assert.Equal($"{missing}: there is no such notebook", Assert.Throws<NotebookException>(() => Notebook.Read(missing)).Message);
        Assert.StartsWith($"{folder.FullName}: is a folder", Assert.Throws<NotebookException>(() => Notebook.Read(folder.FullName)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_notebook_read_and_written_is_the_same_file()
    {
        var path = Path.Combine(folder.FullName, "a.ipynb");
        var json = Notebook.Parse(
            path,
            Head + "{\"cell_type\": \"code\", \"id\": \"a\", \"metadata\": {\"tags\": [\"x\"], \"other\": {\"b\": 1}}, \"execution_count\": 2, \"source\": [\"1\\n\", \"é\"], \"outputs\": ["
            + "{\"output_type\": \"stream\", \"name\": \"stderr\", \"text\": [\"a\\n\", \"b\"]},"
            + "{\"output_type\": \"display_data\", \"metadata\": {}, \"data\": {\"application/vnd.plotly.v1+json\": {\"data\": []}, \"text/plain\": \"x\"}},"
            + "{\"output_type\": \"error\", \"ename\": \"E\", \"evalue\": \"v\", \"traceback\": [\"t\"]}]}]}").ToJson();
        Notebook.Parse(path, json).Write(path);
        Assert.Equal(json, File.ReadAllText(path));
        Assert.Equal(json, Notebook.Read(path).ToJson());
        Assert.Equal([path], Directory.GetFiles(folder.FullName));
    }

    [Fact]
    public void A_notebook_that_cannot_be_written_leaves_the_old_one()
    {
        var path = Path.Combine(folder.FullName, "a.ipynb");
        Directory.CreateDirectory(path);
        Assert.StartsWith($"cannot write {path}: ", Assert.Throws<NotebookException>(() => new Notebook(path, []).Write(path)).Message, StringComparison.Ordinal);
        Assert.Equal([path], Directory.GetFileSystemEntries(folder.FullName));
    }
}
