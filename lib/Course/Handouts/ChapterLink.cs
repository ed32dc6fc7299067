using System.Text.RegularExpressions;
using Course.Notebooks;

namespace Course.Handouts;

/// <summary>A chapter as other pages name it.</summary>
/// <param name="Title">Its first heading, else its file's name.</param>
/// <param name="File">The page's file name.</param>
/// <param name="Number">The number that the file name begins with, or empty.</param>
internal sealed partial record ChapterLink(string Title, string File, string Number)
{
    internal static ChapterLink Of(Notebook notebook) =>
        new(TitleOf(notebook), Path.ChangeExtension(notebook.FileName, ".html"), LeadingNumber().Match(notebook.FileName).Value);

    private static string TitleOf(Notebook notebook) =>
        ChapterMarkdown.Lines(notebook).FirstOrDefault(line => line.StartsWith("# ", StringComparison.Ordinal)) is { } heading
            ? ChapterMarkdown.ToPlainText(heading[2..])
            : Path.GetFileNameWithoutExtension(notebook.FileName);

    [GeneratedRegex(@"^\d+")]
    private static partial Regex LeadingNumber();
}
