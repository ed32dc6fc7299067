using Ipc.Leftovers;
using Ipc.Native;

namespace Ipc.Notebooks;

/// <summary>Opens the laboratory in the first cell of a chapter.</summary>
public static class Lab
{
    private static readonly Lazy<Scratch> s_scratch = new(() => Ipc.Leftovers.Scratch.Create());

    /// <summary>The notebook's directory for files of its own. It is made at the first use and removed with all that is in it when the kernel ends.</summary>
    /// <exception cref="IOException">It could not be made: the file system is full or read-only.</exception>
    /// <exception cref="PosixException">The journal that remembers it could not be written.</exception>
    public static string Scratch => s_scratch.Value.Path;

    /// <summary>
    /// Tells the notebook's host how the laboratory's records look, and removes what an earlier run left when it was killed.
    /// Further calls in the same notebook are harmless.
    /// </summary>
    /// <param name="chapter">The chapter's file name without extension, such as "01-processes", or empty.</param>
    /// <returns>The session, which shows the machine that everything below was observed on.</returns>
    public static LabSession Open(string chapter = "")
    {
        Formatters.Register();
        var (removed, trouble) = Sweep();
        return new LabSession(HostLine.Current, chapter, DateTimeOffset.Now, removed, trouble);
    }

    private static (IReadOnlyList<KernelObject> Removed, string Trouble) Sweep()
    {
        try
        {
            return (Journal.Sweep(), "");
        }
        catch (Exception e) when (e is PosixException or IOException or UnauthorizedAccessException)
        {
            return ([], $"What an earlier run left could not be removed: {e.Message}");
        }
    }
}
