using Microsoft.DotNet.Interactive.Formatting;

namespace Course.Engine;

/// <summary>Carries what is displayed, through our methods or the formatting library's, to the cell that runs now.</summary>
internal static class DisplayedValues
{
    private static readonly Lazy<IDisposable> Subscription = new(() => Formatter.SubscribeToDisplayedValues(ShowOfLibrary));
    private static volatile DisplayHandles handles = new();

    /// <summary>A session begins: takes what the formatting library displays from now on, and forgets what an earlier session displayed, whose handles went with its variables.</summary>
    internal static void Begin()
    {
        _ = Subscription.Value;
        handles = new();
    }

    /// <summary>Shows a value whose handle is the value itself.</summary>
    internal static void Show(DisplayedValue shown)
    {
        Uninterrupted.Run(() => handles.Add(shown));
        Display(shown);
    }

    private static void ShowOfLibrary(DisplayedValue shown)
    {
        string? id = null;
        if (!shown.IsUpdated)
        {
            Uninterrupted.Run(() => handles.AddWithUnknownHandle(shown));
            Display(shown);
            return;
        }

        Uninterrupted.Run(() => id = handles.IdOf(shown));
        if (id is not null)
        {
            CellConsole.Current?.Update(Bundles.Of(shown.FormattedValues), id);
        }
        else
        {
            Show(shown);
        }
    }

    private static void Display(DisplayedValue shown) => CellConsole.Current?.Display(Bundles.Of(shown.FormattedValues), shown.DisplayId);
}
