using System.Text.RegularExpressions;
using Course.Commands;
using Course.Notebooks;

namespace Course.Tests.Notebooks;

/// <summary>The form that every chapter has, so that a reader finds in each what the others have taught to look for.</summary>
public sealed partial class ChapterFormTests
{
    private const int MostLines = 8, LongestLine = 100, FewestExercises = 3, MostExercises = 5;

    public static TheoryData<string> Chapters => [.. Repository.Notebooks([]).Select(chapter => chapter.FileName)];

    /// <summary>The cell that opens the chapter names what it uses, and may be longer.</summary>
    [Theory]
    [MemberData(nameof(Chapters))]
    public void A_cell_is_of_one_idea_and_fits_a_screen(string chapter)
    {
        var code = Read(chapter).Cells.Where(cell => cell.Kind == CellKind.Code).ToList();
        Assert.All(code.Skip(1), cell => Assert.True(CodeLines(cell).Count() <= MostLines, $"{cell.Id} has {CodeLines(cell).Count()} lines"));
        Assert.All(code, cell => Assert.All(CodeLines(cell), line => Assert.True(line.Length <= LongestLine, $"{cell.Id}: {line}")));
    }

    [Theory]
    [MemberData(nameof(Chapters))]
    public void A_chapter_ends_in_exercises(string chapter)
    {
        var prose = Prose(Read(chapter));
        var exercises = prose[(prose.IndexOf("\n## Exercises", StringComparison.Ordinal) + 1)..];
        Assert.StartsWith("## Exercises", exercises, StringComparison.Ordinal);
        var end = exercises.IndexOf("\n## ", StringComparison.Ordinal);
        Assert.InRange(Item().Count(end < 0 ? exercises : exercises[..end]), FewestExercises, MostExercises);
    }

    [Theory]
    [MemberData(nameof(Chapters))]
    public void A_chapter_asks_before_it_tells(string chapter)
    {
        var cells = Read(chapter).Cells;
        var asked = cells.Select((cell, place) => (cell, place)).Where(one => IsProse(one.cell) && one.cell.Source.Contains("**Predict.**", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(asked);
        Assert.Contains(asked, one => cells.Skip(one.place + 1).Any(cell => IsProse(cell) && cell.Source.Contains("<details><summary>", StringComparison.Ordinal)));
        Assert.Equal(Opened().Count(Prose(Read(chapter))), Closed().Count(Prose(Read(chapter))));
    }

    [Theory]
    [MemberData(nameof(Chapters))]
    public void A_chapter_leads_to_the_manual_pages(string chapter) => Assert.Matches(ManualPage(), Prose(Read(chapter)));

    private static Notebook Read(string chapter) => NotebookReader.Read(Path.Combine(Repository.Root, "notebooks", chapter));

    private static bool IsProse(Cell cell) => cell.Kind == CellKind.Markdown;

    private static string Prose(Notebook chapter) => string.Join("\n\n", chapter.Cells.Where(IsProse).Select(cell => cell.Source));

    /// <summary>The lines that are neither empty nor a comment.</summary>
    private static IEnumerable<string> CodeLines(Cell cell) =>
        cell.Source.Split('\n').Where(line => line.Trim() is { Length: > 0 } text && !text.StartsWith("//", StringComparison.Ordinal));

    [GeneratedRegex(@"^\d+\. ", RegexOptions.Multiline)]
    private static partial Regex Item();

    [GeneratedRegex("<details>")]
    private static partial Regex Opened();

    [GeneratedRegex("</details>")]
    private static partial Regex Closed();

    [GeneratedRegex(@"\]\(https://man7\.org/linux/man-pages/man[1-8]/[^)]+\.html\)")]
    private static partial Regex ManualPage();
}
