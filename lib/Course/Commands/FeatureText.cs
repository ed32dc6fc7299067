using Ipc.Measurement;
using Spectre.Console;

namespace Course.Commands;

/// <summary>Writes features for a reader: a table of what was observed, then a line for what each lack costs.</summary>
internal static class FeatureText
{
    private const int Widest = 100;

    internal static void Write(IReadOnlyList<Feature> features, TextWriter writer)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) });
        console.Profile.Width = Console.IsOutputRedirected ? Widest : Math.Min(Widest, console.Profile.Width);
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumn(new TableColumn("feature") { NoWrap = true }).AddColumn("").AddColumn("observed");
        foreach (var feature in features)
        {
            table.AddRow(
                new Text(feature.Name),
                feature.Available ? new Text("yes", new Style(Color.Green)) : new Text("no", new Style(Color.Red)),
                new Text(feature.Detail));
        }

        console.Write(table);
        var lacks = features.Where(feature => !feature.Available).ToList();
        writer.WriteLine(lacks.Count == 0 ? $"All {features.Count} features are there." : $"{features.Count - lacks.Count} of {features.Count} features are there. What the lack of the others costs:");
        foreach (var lack in lacks)
        {
            writer.WriteLine($"  {lack.Name}: {lack.Lack}");
        }
    }
}
