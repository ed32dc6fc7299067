using Course.Commands;
using Course.Notebooks;

namespace Course.Tests.Handouts;

/// <summary>Chapters made for the tests: together they have every kind of cell and output that a handout can meet.</summary>
internal static class SampleChapters
{
    internal const string Outputs = "00-outputs", Charts = "01-charts", Failing = "02-failing", Paper = "03-paper";

    /// <summary>How many blocks of code and table the chapter for paper has: enough to meet the end of a page in many places.</summary>
    internal const int Blocks = 16;

    private static readonly string Reference = $"""
        #r "{Repository.Root}/lib/bin/Ipc.dll"
        #r "{Repository.Root}/lib/bin/Ipc.Notebooks.dll"
        using Ipc; using Ipc.Children; using Ipc.Claims; using Ipc.Notebooks;
        Lab.Open()
        """;

    /// <summary>Writes the chapters into a folder.</summary>
    /// <returns>Their paths.</returns>
    internal static IReadOnlyList<string> Write(string folder)
    {
        File.WriteAllText(Path.Combine(folder, "lanes.svg"), "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"20\"><rect width=\"40\" height=\"20\" fill=\"teal\"/></svg>");
        return
        [
            Write(folder, Outputs, SampleCells.Outputs(Reference)),
            Write(folder, Charts, SampleCells.Charts(Reference)),
            Write(folder, Failing, SampleCells.Failing()),
            Write(folder, Paper, SampleCells.Paper(Reference, Blocks)),
        ];
    }

    private static string Write(string folder, string name, IEnumerable<Cell> cells)
    {
        var path = Path.Combine(folder, $"{name}.ipynb");
        new Notebook(path, [.. cells]).Normalise().Write(path);
        return path;
    }
}
