namespace Ipc.Notebooks;

/// <summary>Opens the laboratory in the first cell of a chapter.</summary>
public static class Lab
{
    /// <summary>Tells the notebook's host how the laboratory's records look. Further calls in the same notebook are harmless.</summary>
    /// <param name="chapter">The chapter's file name without extension, such as "01-processes", or empty.</param>
    /// <returns>The session, which shows the machine that everything below was observed on.</returns>
    public static LabSession Open(string chapter = "")
    {
        Formatters.Register();
        return new LabSession(HostLine.Current, chapter, DateTimeOffset.Now);
    }
}
