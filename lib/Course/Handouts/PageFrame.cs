using System.Net;
using System.Reflection;

namespace Course.Handouts;

/// <summary>What every page has: head, style sheets, the theme button, the script that draws charts.</summary>
internal static class PageFrame
{
    private static readonly string Style = Resource("page.css"), Script = Resource("page.js");

    internal static string Render(string title, IEnumerable<string> styles, string body) =>
        $"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>{WebUtility.HtmlEncode(title)}</title>
        <link rel="icon" href="data:,">
        <style>{string.Concat(styles)}</style>
        <style>{Style}</style>
        </head>
        <body>
        <button type="button" id="theme" aria-label="Dark or light">◐</button>
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
