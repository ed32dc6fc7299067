using Course.Engine;
using Microsoft.DotNet.Interactive.Formatting;

namespace Microsoft.DotNet.Interactive;

/// <summary>The cell that runs now, as notebooks written for .NET Interactive ask for it.</summary>
public sealed class KernelInvocationContext
{
    private KernelInvocationContext()
    {
    }

    /// <summary>The cell that runs now.</summary>
    public static KernelInvocationContext Current { get; } = new();

    /// <summary>Cancelled as soon as the cell is interrupted.</summary>
    public CancellationToken CancellationToken => CellConsole.Current?.Cancelled ?? CancellationToken.None;

    /// <summary>Shows a value now.</summary>
    /// <param name="value">What to show.</param>
    /// <param name="mimeTypes">The MIME types to show it as; none for those that its type prefers.</param>
    /// <returns>A handle; its Update shows something else in the same place.</returns>
    public DisplayedValue Display(object? value, params string[] mimeTypes) => Kernel.display(value, mimeTypes);

    /// <summary>Shows text as what it is written in.</summary>
    /// <param name="value">The text.</param>
    /// <param name="mimeType">Its MIME type, such as <c>text/html</c>.</param>
    public DisplayedValue DisplayAs(string value, string mimeType) => value.DisplayAs(mimeType);
}
