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
    /// <exception cref="IOException">The directory could not be made: the file system is full or read-only.</exception>
    /// <exception cref="Native.PosixException">The journal could not be written.</exception>
    public static Scratch Create(string name = "scratch")
    {
        var path = System.IO.Path.Combine(Journal.Current.Folder, $"{name}-{Environment.ProcessId}-{Guid.NewGuid().ToString("N")[..8]}");
        var entry = Journal.Current.Enter(ObjectKind.Directory, path);
        Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return new Scratch(path, entry);
    }

    /// <summary>The path of a file in the directory.</summary>
    /// <param name="name">The file's name.</param>
    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <inheritdoc/>
    public void Dispose() => entry.Dispose();

    /// <inheritdoc/>
    public override string ToString() => Path;
}
