using Ipc.Native;

namespace Ipc.Leftovers;

/// <summary>A directory for the files of one notebook or one experiment. Disposing removes it with all that is in it; so does the journal.</summary>
public sealed class Scratch : IDisposable
{
    private readonly JournalEntry entry;

    private Scratch(string path, JournalEntry entry)
    {
        Path = path;
        this.entry = entry;
    }

    /// <summary>The directory.</summary>
    public string Path { get; }

    /// <summary>Makes an empty directory with mode 0700.</summary>
    /// <param name="name">What it is for, as part of its name: "05-pipes".</param>
    /// <param name="owner">The user id whom it belongs to, where this process is root; <c>null</c> for this process's own user.</param>
    /// <exception cref="IOException">The directory could not be made: the file system is full or read-only.</exception>
    /// <exception cref="PosixException">The journal could not be written, or the directory not be given to its owner.</exception>
    public static Scratch Create(string name = "scratch", int? owner = null)
    {
        // Another user cannot reach this user's folder: nobody else may search it.
        var folder = owner is null ? Journal.Current.Folder : System.IO.Path.GetTempPath();
        var path = System.IO.Path.Combine(folder, $"{(owner is null ? "" : "ipc-laboratory-")}{name}-{Environment.ProcessId}-{Guid.NewGuid().ToString("N")[..8]}");
        var entry = Journal.Current.Enter(ObjectKind.Directory, path);
        Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var scratch = new Scratch(path, entry);
        try
        {
            if (owner is { } user)
            {
                SysStat.GiveTo(path, user);
            }

            return scratch;
        }
        catch
        {
            scratch.Dispose();
            throw;
        }
    }

    /// <summary>The path of a file in the directory.</summary>
    /// <param name="name">The file's name.</param>
    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <inheritdoc/>
    public void Dispose() => entry.Dispose();

    /// <inheritdoc/>
    public override string ToString() => Path;
}
