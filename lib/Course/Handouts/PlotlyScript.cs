using System.IO.Compression;
using System.Reflection;

namespace Course.Handouts;

/// <summary>plotly.js as Plotly.NET carries it, compressed for a page: taken from the package when a page is written.</summary>
internal static class PlotlyScript
{
    private static readonly Lazy<string> Compressed = new(Read);

    /// <summary>The script, gzip-compressed and in base64: about 1.5 MB.</summary>
    internal static string Base64 => Compressed.Value;

    private static string Read()
    {
        var path = Path.Combine(Commands.Repository.Root, "lib", "bin", "Plotly.NET.dll");
        var assembly = Assembly.LoadFrom(path);
        var name = assembly.GetManifestResourceNames().SingleOrDefault(resource => resource.Contains("plotly-", StringComparison.Ordinal) && resource.EndsWith(".min.js", StringComparison.Ordinal))
            ?? throw new CourseException($"{path} carries no plotly.js");
        using var script = assembly.GetManifestResourceStream(name)!;
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize))
        {
            script.CopyTo(gzip);
        }

        return Convert.ToBase64String(packed.ToArray());
    }
}
