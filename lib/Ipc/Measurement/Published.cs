using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ipc.Measurement.Creation;

namespace Ipc.Measurement;

/// <summary>Figures that others have published, to be set beside those of this machine: data/published, a file a source.</summary>
public static class Published
{
    /// <summary>The unit of what a new process costs.</summary>
    public const string MicrosecondsForAProcess = "µs for a process";

    private const string Folder = "published/", OfProcesses = "process-creation", OfMessages = "round-trips";
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    /// <summary>What a new process costs.</summary>
    public static IReadOnlyList<PublishedFigure> ProcessCreation { get; } = Read(OfProcesses);

    /// <summary>How many messages go there and back in a second.</summary>
    public static IReadOnlyList<PublishedFigure> RoundTrips { get; } = Read(OfMessages);

    private static IReadOnlyList<PublishedFigure> Read(string subject)
    {
        var assembly = Assembly.GetExecutingAssembly();
        return
        [
            .. assembly.GetManifestResourceNames()
                .Where(name => name.StartsWith(Folder + subject, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(name => JsonSerializer.Deserialize<SourceFile>(assembly.GetManifestResourceStream(name)!, Options)!)
                .SelectMany(file => file.Figures, (file, figure) => new PublishedFigure(figure.What, figure.NewProcess, figure.Mebibytes, figure.Value, file.Unit, file.Condition, file.Source, file.Year, file.Url)),
        ];
    }

    private sealed record SourceFile(string Source, string Url, int Year, string Condition, string Unit, IReadOnlyList<Figure> Figures);

    private sealed record Figure(string What, NewProcess? NewProcess, double? Mebibytes, double Value);
}
