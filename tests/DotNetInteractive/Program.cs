using System.Text.Json;
using DotNetInteractive;

// Runs a notebook in .NET Interactive's own C# kernel, cell by cell, and writes a line of JSON for each cell to a file.
var notebook = Path.GetFullPath(args[0]);
Environment.CurrentDirectory = Path.GetDirectoryName(notebook)!;
using var report = new StreamWriter(Path.GetFullPath(args[1])) { AutoFlush = true };
using var session = new Session();
var number = 0;
foreach (var cell in JsonDocument.Parse(File.ReadAllText(notebook)).RootElement.GetProperty("cells").EnumerateArray())
{
    number++;
    if (cell.GetProperty("cell_type").GetString() == "code")
    {
        report.WriteLine(JsonSerializer.Serialize(await session.Run(number, Source(cell))));
    }
}

return 0;

static string Source(JsonElement cell) => cell.GetProperty("source") is { ValueKind: JsonValueKind.Array } lines
    ? string.Concat(lines.EnumerateArray().Select(line => line.GetString()))
    : cell.GetProperty("source").GetString()!;
