using Course.Notebooks;

namespace Course.Engine;

/// <summary>What every cell can call to show something before it ends: <c>display(x)</c> and <c>x.Display()</c>, as in .NET Interactive.</summary>
public static class DisplayExtensions
{
    private static int last;

    /// <summary>Shows a value now.</summary>
    /// <param name="value">What to show.</param>
    /// <param name="mimeTypes">The MIME types to show it as; none for those that its type prefers.</param>
    /// <returns>A handle to show something else in its place.</returns>
    public static DisplayedValue Display(this object value, params string[] mimeTypes)
    {
        var id = $"display-{Environment.ProcessId}-{Interlocked.Increment(ref last)}";
        CellConsole.Current?.Display(Bundle(value, mimeTypes), id);
        return new DisplayedValue(id);
    }

    /// <summary>Shows a value now.</summary>
    /// <param name="value">What to show.</param>
    /// <param name="mimeTypes">The MIME types to show it as; none for those that its type prefers.</param>
    /// <returns>A handle to show something else in its place.</returns>
    public static DisplayedValue display(object value, params string[] mimeTypes) => Display(value, mimeTypes);

    /// <summary>Text that is HTML already.</summary>
    /// <param name="content">The HTML.</param>
    public static Microsoft.AspNetCore.Html.HtmlString HTML(string content) => new(content);

    internal static MimeBundle Bundle(object value, string[] mimeTypes) => mimeTypes.Length == 0
        ? Bundles.Of(value)
        : new MimeBundle(mimeTypes.ToDictionary(type => type, type => Microsoft.DotNet.Interactive.Formatting.Formatter.ToDisplayString(value, type), StringComparer.Ordinal));
}

/// <summary>Something shown, which can be replaced in place.</summary>
/// <param name="id">The display_id of the Jupyter protocol.</param>
public sealed class DisplayedValue(string id)
{
    /// <summary>Shows another value in the same place.</summary>
    /// <param name="value">What to show.</param>
    public void Update(object value) => CellConsole.Current?.Update(DisplayExtensions.Bundle(value, []), id);
}
