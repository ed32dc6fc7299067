namespace Ipc.Notebooks;

/// <summary>The style sheet of all outputs of this library.</summary>
internal static class StyleSheet
{
    /// <summary>The rules.</summary>
    public static string Text { get; } = Read();

    private static string Read()
    {
        using var stream = typeof(StyleSheet).Assembly.GetManifestResourceStream("ipc.css")
            ?? throw new InvalidOperationException("ipc.css is not in the library");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
