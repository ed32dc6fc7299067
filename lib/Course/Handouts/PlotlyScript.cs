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
        return Engine.PlotlyLibrary.Packed(Assembly.LoadFrom(path)) ?? throw new CourseException($"{path} carries no plotly.js");
    }
}
