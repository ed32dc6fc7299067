using Course.Notebooks;

namespace Course.Engine;

/// <summary>Where a running cell's outputs go, in order.</summary>
internal interface ICellOutput
{
    /// <summary>Text that the cell wrote to <c>stdout</c> or <c>stderr</c>.</summary>
    void Stream(string name, string text);

    /// <summary>Something the cell shows while it runs.</summary>
    void Display(MimeBundle data, string? displayId);

    /// <summary>A new content for something shown before.</summary>
    void Update(MimeBundle data, string displayId);
}
