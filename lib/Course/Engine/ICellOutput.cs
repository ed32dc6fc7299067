using Course.Notebooks;

namespace Course.Engine;

/// <summary>Where a running cell's outputs go, in order.</summary>
internal interface ICellOutput
{
    /// <summary>Text that the cell wrote to <c>stdout</c> or <c>stderr</c>.</summary>
    void Stream(string name, string text);

    /// <summary>Something the cell shows while it runs.</summary>
    void Display(MimeBundle data, string? displayId);

    /// <summary>Takes away what the cell has shown.</summary>
    /// <param name="wait">Not before there is something new to show in its place.</param>
    void Clear(bool wait);

    /// <summary>Asks whoever runs the cell for a line of text, and waits for it.</summary>
    /// <param name="prompt">What is asked.</param>
    /// <param name="hidden">Whether what is typed is not to be seen.</param>
    /// <returns>The line; <c>null</c> where nobody can be asked.</returns>
    string? Ask(string prompt, bool hidden);

    /// <summary>A new content for something shown before.</summary>
    void Update(MimeBundle data, string displayId);
}
