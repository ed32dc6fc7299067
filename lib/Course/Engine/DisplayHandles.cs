using System.Runtime.CompilerServices;
using Microsoft.DotNet.Interactive.Formatting;

namespace Course.Engine;

/// <summary>
/// Which display a handle updates. The formatting library's Display tells the host of one object and returns another, with an id
/// that no front end knows; what the two have in common is lost at the first update. Which display it was is found by
/// elimination: it is one whose handle has not been seen yet, with the same MIME types, and where there is only one, it is that.
/// </summary>
internal sealed class DisplayHandles
{
    private const int MostUnknown = 1000;
    private readonly ConditionalWeakTable<DisplayedValue, string> known = [];
    private readonly List<(string Id, string MimeTypes)> unknown = [];
    private readonly Lock gate = new();
    private bool tooMany;

    /// <summary>Notes what was displayed and is its own handle.</summary>
    internal void Add(DisplayedValue shown) => known.AddOrUpdate(shown, shown.DisplayId);

    /// <summary>Notes what was displayed, and that the program that displayed it has another object for a handle.</summary>
    internal void AddWithUnknownHandle(DisplayedValue shown)
    {
        lock (gate)
        {
            Add(shown);
            unknown.Add((shown.DisplayId, MimeTypes(shown)));
            if (unknown.Count > MostUnknown)
            {
                // Without them elimination would find a wrong one.
                unknown.Clear();
                tooMany = true;
            }
        }
    }

    /// <summary>The display that a handle which was just updated is of.</summary>
    /// <returns>Its id; <c>null</c> where that cannot be told.</returns>
    internal string? IdOf(DisplayedValue handle)
    {
        lock (gate)
        {
            if (known.TryGetValue(handle, out var id))
            {
                // Whoever displayed it has found its own way to the handle.
                unknown.RemoveAll(one => one.Id == id);
                return id;
            }

            var types = MimeTypes(handle);
            if (tooMany || unknown.Where(one => one.MimeTypes == types).Take(2).ToList() is not [var only])
            {
                return null;
            }

            unknown.Remove(only);
            known.Add(handle, only.Id);
            return only.Id;
        }
    }

    private static string MimeTypes(DisplayedValue shown) => string.Join(' ', shown.FormattedValues.Select(form => form.MimeType));
}
