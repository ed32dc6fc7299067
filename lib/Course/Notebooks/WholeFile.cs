using System.Text;

namespace Course.Notebooks;

/// <summary>Writes a file so that its path holds the old content or the new, never a part.</summary>
internal static class WholeFile
{
    /// <exception cref="NotebookException">Names the file and the errno.</exception>
    public static void Write(string path, string text) => Write(path, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false).GetBytes(text));

    /// <exception cref="NotebookException">Names the file and the errno.</exception>
    public static void Write(string path, byte[] content)
    {
        var unfinished = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder)
            {
                Directory.CreateDirectory(folder);
            }

            // File.WriteAllBytes asks for the space first, and its error does not say ENOSPC.
            using (var file = new FileStream(unfinished, FileMode.Create, FileAccess.Write))
            {
                file.Write(content);
            }

            File.Move(unfinished, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            RemoveUnfinished(unfinished);
            throw new NotebookException($"cannot write {path}: {ErrnoOf(e)}{e.Message}", e);
        }
    }

    private static void RemoveUnfinished(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"cannot remove {path}: {e.Message}");
        }
    }

    private static string ErrnoOf(Exception e)
    {
        // .NET keeps the errno of a failed file operation in HResult, or in the inner exception's.
        var number = (e is IOException ? e : e.InnerException ?? e).HResult;
        return number is > 0 and < 4096 && Enum.IsDefined((Ipc.Native.Errno)number)
            ? $"{(Ipc.Native.Errno)number} ({number}): "
            : e is UnauthorizedAccessException ? "EACCES (13): " : "";
    }
}
