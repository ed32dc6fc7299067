using System.Diagnostics;
using System.Text.Json;
using Course.Commands;
using Course.Jupyter;
using Course.Notebooks;

namespace Course.Tests.Jupyter;

/// <summary>The chapters, as they are, in .NET Interactive's own C# kernel. It takes as long as all chapters do, so it runs when asked for: -explicit only.</summary>
public sealed class DotNetInteractiveTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private readonly string report = Path.GetTempFileName();

    public static TheoryData<string> Chapters => [.. Directory.GetFiles(Path.Combine(Repository.Root, "notebooks"), "*.ipynb").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    public void Dispose() => File.Delete(report);

    [Theory(Explicit = true)]
    [MemberData(nameof(Chapters))]
    public void Every_cell_of_a_chapter_runs_unmodified_and_shows_records_as_HTML_and_text(string chapter)
    {
        var path = Path.Combine(Repository.Root, "notebooks", chapter);
        var reports = Run(path);
        var cells = Notebook.Read(path).Cells;
        Assert.Equal(cells.Select((cell, index) => (cell, index)).Where(at => at.cell.Kind == CellKind.Code).Select(at => at.index + 1), reports.Select(cell => cell.Cell));
        Assert.All(reports, cell => Assert.True(cell.Failure is null || cells[cell.Cell - 1].Tags.Contains("raises-exception"), $"{chapter}, cell {cell.Cell}: {cell.Failure}"));
        var records = reports.SelectMany(cell => cell.Outputs).Where(output => output.IsRecord).ToList();
        Assert.NotEmpty(records);
        Assert.All(records, record => Assert.Superset(new HashSet<string> { "text/html", "text/plain" }, record.MimeTypes.ToHashSet()));
    }

    private List<CellReport> Run(string notebook)
    {
        var program = Path.Combine(Repository.Root, "tests", "DotNetInteractive", "bin", "DotNetInteractive.dll");
        using var host = Process.Start(new ProcessStartInfo(KernelLauncher.Command[0], [program, notebook, report]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, error) = (host.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), host.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        try
        {
            Assert.True(host.WaitForExit(Patience), $"{notebook} did not end within {Patience.TotalSeconds} s");
            Assert.True(host.ExitCode == 0, $"exit code {host.ExitCode}: {error.Result}");
        }
        finally
        {
            host.Kill(entireProcessTree: true);
            host.WaitForExit();
        }

        return [.. File.ReadLines(report).Select(line => JsonSerializer.Deserialize<CellReport>(line)!)];
    }

    private sealed record CellReport(int Cell, string? Failure, IReadOnlyList<OutputReport> Outputs);

    private sealed record OutputReport(string Event, bool IsRecord, IReadOnlyList<string> MimeTypes);
}
