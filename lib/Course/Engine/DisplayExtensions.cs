using Microsoft.DotNet.Interactive.Formatting;

namespace Course.Engine;

/// <summary>What every cell can call to show something before it ends: <c>x.Display()</c>, as in .NET Interactive.</summary>
/// <remarks>
/// The formatting library brings a <c>Display(this object, params string[])</c> of its own into every cell. A call binds to
/// the methods here, because an overload that leaves less to <c>params</c> is the better one; what binds to the library's
/// (<c>DisplayAs</c>, <c>DisplayTable</c>, calls within libraries) reaches the cell through <see cref="DisplayedValues"/>.
/// </remarks>
public static class DisplayExtensions
{
    /// <summary>Shows a value now, in every form that its type prefers and as plain text.</summary>
    /// <param name="value">What to show.</param>
    /// <returns>A handle; its Update shows something else in the same place.</returns>
    public static DisplayedValue Display(this object? value) => Show(value, Bundles.MimeTypesOf(value));

    /// <summary>Shows a value now, in the forms named.</summary>
    /// <param name="value">What to show.</param>
    /// <param name="mimeType">A MIME type, such as <c>text/plain</c>.</param>
    /// <param name="more">Further MIME types.</param>
    /// <returns>A handle; its Update shows something else in the same place.</returns>
    public static DisplayedValue Display(this object? value, string mimeType, params string[] more) => Show(value, [mimeType, .. more]);

    private static DisplayedValue Show(object? value, IReadOnlyList<string> mimeTypes)
    {
        var shown = new DisplayedValue(value, Bundles.Format(value, mimeTypes));
        DisplayedValues.Show(shown);
        return shown;
    }
}
