using System.IO.Compression;
using System.Reflection;

namespace Course.Engine;

/// <summary>plotly.js for a page: as Plotly.NET carries it, or from the network.</summary>
internal static class PlotlyLibrary
{
    /// <summary>A JavaScript expression: the promise of plotly.js, which the page has, or which is fetched.</summary>
    internal const string Wait =
        """
        (window.ipcPlotly = window.ipcPlotly || (window.Plotly ? Promise.resolve(window.Plotly) : new Promise((resolve, reject) => {
          const script = document.createElement("script"), define = window.define;
          script.src = "https://cdn.plot.ly/plotly-2.35.2.min.js";
          window.define = undefined;
          script.onload = () => { window.define = define; resolve(window.Plotly); };
          script.onerror = () => { window.define = define; reject(new Error("plotly.js could not be fetched")); };
          document.head.appendChild(script);
        })))
        """;

    /// <summary>A script element that gives the page the plotly.js of Plotly.NET. With require.js in the page it would name itself a module: <c>define</c> is put aside.</summary>
    /// <param name="plotlyNet">The assembly Plotly.NET.</param>
    /// <returns>The element; nothing where this version carries no plotly.js.</returns>
    internal static string Loader(Assembly plotlyNet) => Packed(plotlyNet) is not { } packed ? "" :
        $$"""
        <script>
        window.ipcPlotly = window.ipcPlotly || (async function () {
          if (window.Plotly) return window.Plotly;
          const packed = Uint8Array.from(atob("{{packed}}"), character => character.charCodeAt(0));
          const source = await new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
          const names = ["define", "module", "exports"], saved = names.map(name => window[name]);
          names.forEach(name => { window[name] = undefined; });
          try { (0, eval)(source); } finally { names.forEach((name, i) => { window[name] = saved[i]; }); }
          return window.Plotly;
        })();
        </script>
        """;

    /// <summary>The script, gzip-compressed and in base64: about 1.5 MB.</summary>
    /// <param name="plotlyNet">The assembly Plotly.NET.</param>
    /// <returns><c>null</c> where this version carries none.</returns>
    internal static string? Packed(Assembly plotlyNet)
    {
        var name = plotlyNet.GetManifestResourceNames().SingleOrDefault(resource => resource.Contains("plotly-", StringComparison.Ordinal) && resource.EndsWith(".min.js", StringComparison.Ordinal));
        if (name is null)
        {
            return null;
        }

        using var script = plotlyNet.GetManifestResourceStream(name)!;
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize))
        {
            script.CopyTo(gzip);
        }

        return Convert.ToBase64String(packed.ToArray());
    }
}
