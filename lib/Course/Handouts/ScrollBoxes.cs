using AngleSharp.Dom;

namespace Course.Handouts;

/// <summary>Boxes that scroll sideways within themselves, so that a wide table does not make the page wide.</summary>
internal static class ScrollBoxes
{
    internal static void Around(IEnumerable<IElement> tables)
    {
        foreach (var table in tables.ToList())
        {
            var box = table.Owner!.CreateElement("div");
            box.ClassName = "scroll";
            box.SetAttribute("tabindex", "0");
            box.SetAttribute("role", "region");
            box.SetAttribute("aria-label", "Table, scrolls sideways");
            table.Before(box);
            box.Append(table);
        }
    }
}
