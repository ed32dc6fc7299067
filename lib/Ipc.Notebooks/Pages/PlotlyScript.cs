using System.IO.Compression;
using Plotly.NET;

namespace Ipc.Notebooks;

/// <summary>plotly.js for a page without a network: taken from Plotly.NET's own resources, compressed, inflated by the browser.</summary>
internal static class PlotlyScript
{
    private const string Resource = "Plotly.NET.plotly-2.28.0.min.js";

    private static readonly Lazy<string> s_loader = new(Build);

    /// <summary>
    /// A script element that sets <c>window.ipcPlotly</c>, a promise of plotly.js. With require.js in the page,
    /// plotly.js would name itself a module and set no global: <c>define</c> is put aside while it is evaluated.
    /// </summary>
    public static string Loader => s_loader.Value;

    private static string Build() =>
        """
        <script data-ipc="plotly">
        window.ipcPlotly = window.ipcPlotly || (async function () {
          if (window.Plotly) return window.Plotly;
          const packed = Uint8Array.from(atob("
        """.TrimEnd()
        + Packed() +
        """
        "), character => character.charCodeAt(0));
          const source = await new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
          const names = ["define", "module", "exports"], saved = names.map(name => window[name]);
          names.forEach(name => { window[name] = undefined; });
          try { (0, eval)(source); } finally { names.forEach((name, i) => { window[name] = saved[i]; }); }
          return window.Plotly;
        })();
        </script>
        """;

    private static string Packed()
    {
        using var source = typeof(GenericChart).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"this version of Plotly.NET does not carry {Resource}");
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
            source.CopyTo(gzip);
        return Convert.ToBase64String(packed.GetBuffer(), 0, (int)packed.Length);
    }
}
