using System.Text.Json;
using System.Text.Json.Nodes;
using Course.Notebooks;

namespace Course.Jupyter;

/// <summary>The kernelspec that tells Jupyter front ends how to start the kernel.</summary>
internal static class KernelSpec
{
    /// <summary>The name that .NET Interactive gave its C# kernel: notebooks that were written for it find ours.</summary>
    internal const string DefaultName = ".net-csharp";
    private const string FileName = "kernel.json", Ours = "course";
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Writes the kernelspec and its logos: JupyterLab takes the drawing, other front ends a picture of 64 or 32 pixels.</summary>
    /// <param name="place">Where kernelspecs lie; see <see cref="KernelSpecPlaces"/>.</param>
    /// <param name="name">The kernelspec's name.</param>
    /// <param name="replace">Whether one that somebody else wrote may go.</param>
    /// <returns>The folder that it was written to.</returns>
    /// <exception cref="CourseException">The name is no name for a kernelspec, or another program's kernelspec has it.</exception>
    /// <exception cref="NotebookException">The file could not be written; the message has the errno.</exception>
    internal static string Install(string place, string name, bool replace = false)
    {
        var folder = Folder(place, name);
        if (!replace && MakerOf(folder) is { } maker and not Ours)
        {
            throw new CourseException($"{folder} holds a kernelspec of another program ({maker}); --replace writes over it, --name gives ours another name");
        }

        var spec = new JsonObject
        {
            ["argv"] = new JsonArray([.. KernelLauncher.Command.Append("kernel").Append("start").Append("{connection_file}").Select(word => (JsonNode)word)]),
            ["display_name"] = ".NET (C#)",
            ["language"] = "C#",
            ["interrupt_mode"] = "message",
            ["env"] = new JsonObject([.. RuntimeSettings.Variables.Select(variable => KeyValuePair.Create(variable.Key, (JsonNode?)variable.Value))]),
            ["metadata"] = new JsonObject { ["made_by"] = Ours, ["debugger"] = false },
        };
        WholeFile.Write(Path.Combine(folder, FileName), spec.ToJsonString(Indented) + "\n");
        WholeFile.Write(Path.Combine(folder, "logo-svg.svg"), Logo);
        foreach (var picture in new[] { "logo-32x32.png", "logo-64x64.png" })
        {
            WholeFile.Write(Path.Combine(folder, picture), Picture(picture));
        }

        return folder;
    }

    /// <summary>Removes the kernelspec.</summary>
    /// <returns>The folder that is gone.</returns>
    /// <exception cref="CourseException">There is none, or it is another program's.</exception>
    internal static string Uninstall(string place, string name)
    {
        var folder = Folder(place, name);
        switch (MakerOf(folder))
        {
            case null:
                throw new CourseException($"{folder} holds no kernelspec");
            case Ours:
                Directory.Delete(folder, recursive: true);
                return folder;
            case var maker:
                throw new CourseException($"{folder} holds a kernelspec of another program ({maker}), which is not ours to remove");
        }
    }

    /// <summary>Our kernelspecs in a place, by their folders.</summary>
    internal static IEnumerable<string> In(string place) =>
        Directory.Exists(place) ? Directory.GetDirectories(place).Where(folder => MakerOf(folder) == Ours).Order(StringComparer.Ordinal) : [];

    private static string Folder(string place, string name) =>
        name.Length > 0 && name.All(character => char.IsAsciiLetterOrDigit(character) || "-_.".Contains(character, StringComparison.Ordinal)) && name.Any(char.IsAsciiLetterOrDigit)
            ? Path.Combine(place, name)
            : throw new CourseException($"\"{name}\" is no name for a kernelspec: letters, digits, - _ and . make one");

    /// <summary>Who wrote the kernelspec of a folder: ours says so; of another the program that it starts; <c>null</c> where there is none.</summary>
    private static string? MakerOf(string folder)
    {
        var file = Path.Combine(folder, FileName);
        if (!File.Exists(file))
        {
            return null;
        }

        try
        {
            var spec = JsonNode.Parse(File.ReadAllText(file));
            return (string?)spec?["metadata"]?["made_by"] is Ours || Path.GetFileName((string?)spec?["argv"]?[1]) == Path.GetFileName(KernelLauncher.Command[1])
                ? Ours
                : (string?)spec?["argv"]?[0] ?? "unknown";
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentOutOfRangeException or IOException or UnauthorizedAccessException)
        {
            return $"not readable: {e.Message}";
        }
    }

    private static byte[] Picture(string name)
    {
        using var resource = typeof(KernelSpec).Assembly.GetManifestResourceStream($"Course.Jupyter.{name}")!;
        using var bytes = new MemoryStream();
        resource.CopyTo(bytes);
        return bytes.ToArray();
    }

    /// <summary>Our own drawing, of which the pictures are made: two processes and the fork between them.</summary>
    private const string Logo = """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" role="img" aria-label="C# kernel of the course">
          <rect width="64" height="64" rx="10" fill="#1b4f8a"/>
          <path d="M8 24h14c10 0 10 20 22 20h10M22 24h32" fill="none" stroke="#fff" stroke-width="4" stroke-linecap="round"/>
          <circle cx="54" cy="24" r="4" fill="#fff"/><circle cx="54" cy="44" r="4" fill="#fff"/>
          <text x="9" y="56" font-family="monospace" font-size="16" font-weight="bold" fill="#fff">C#</text>
        </svg>

        """;
}
