using System.Text.Json.Nodes;

namespace Course.Notebooks;

/// <summary>A Jupyter notebook of format 4.5.</summary>
/// <param name="Path">The file it was read from.</param>
internal sealed record Notebook(string Path, IReadOnlyList<Cell> Cells)
{
    public JsonObject Metadata { get; init; } = [];

    public string FileName => System.IO.Path.GetFileName(Path);

    /// <exception cref="NotebookException">The file is missing, unreadable or no notebook of format 4.</exception>
    public static Notebook Read(string path) => NotebookReader.Read(path);

    /// <exception cref="NotebookException">The text is no notebook of format 4; <paramref name="path"/> names it in the message.</exception>
    public static Notebook Parse(string path, string json) => NotebookReader.Parse(path, json);

    /// <summary>Writes a new file beside <paramref name="path"/> and renames it, so that the path never holds half a notebook.</summary>
    /// <exception cref="NotebookException">The file cannot be written.</exception>
    public void Write(string path) => WholeFile.Write(path, ToJson());

    /// <summary>The file's text: keys sorted, indented by one space, as Jupyter writes it.</summary>
    public string ToJson() => NotebookWriter.ToJson(this);

    /// <summary>The form in which a notebook is committed: no outputs, no counts, the course's kernel, every cell with an id.</summary>
    public Notebook Normalise() => NormalForm.Of(this);
}
