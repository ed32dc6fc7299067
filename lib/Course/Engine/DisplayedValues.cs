using Microsoft.DotNet.Interactive.Formatting;

namespace Course.Engine;

/// <summary>Carries what is displayed, through our methods or the formatting library's, to the cell that runs now.</summary>
internal static class DisplayedValues
{
    private static readonly Lazy<IDisposable> Subscription = new(() => Formatter.SubscribeToDisplayedValues(Show));

    /// <summary>Takes what the formatting library displays from now on; the second call and later ones do nothing.</summary>
    internal static void Subscribe() => _ = Subscription.Value;

    internal static void Show(DisplayedValue shown)
    {
        if (CellConsole.Current is not { } console)
        {
            return;
        }

        var bundle = Bundles.Of(shown.FormattedValues);
        if (shown.IsUpdated)
        {
            console.Update(bundle, shown.DisplayId);
        }
        else
        {
            console.Display(bundle, shown.DisplayId);
        }
    }
}
