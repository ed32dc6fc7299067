using System.Net;
using System.Reflection;

namespace Course.Handouts;

/// <summary>What every page has: head, style sheets, the theme button, the script that draws charts.</summary>
internal static class PageFrame
{
    /// <summary>The id of the button that changes between dark and light.</summary>
    internal const string ThemeId = "theme";

    /// <summary>The browser itself refuses whatever a cell's output may want to fetch.</summary>
    private const string Policy = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; font-src data:; media-src data:";

    private static readonly string Style = Resource("page.css"), Script = Resource("page.js"), FirstScript = Resource("theme.js");

    /// <param name="styles">Style sheets of the outputs.</param>
    /// <param name="navigation">What stands at the top, beside the theme button.</param>
    /// <param name="body">The rest.</param>
    internal static string Render(string title, IEnumerable<string> styles, string navigation, string body) =>
        $"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="{Policy}">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>{WebUtility.HtmlEncode(title)}</title>
        <link rel="icon" href="data:,">
        <style>{string.Concat(styles)}</style>
        <style>{Style}</style>
        <script>{FirstScript}</script>
        </head>
        <body>
        <header class="page">{navigation}<button type="button" id="{ThemeId}" aria-label="Dark or light" title="Dark or light">◐</button></header>
        {body}
        <script>{Script}</script>
        </body>
        </html>

        """;

    private static string Resource(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Course.Handouts.{name}")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
