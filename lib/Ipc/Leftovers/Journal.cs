using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ipc.Native;

namespace Ipc.Leftovers;

/// <summary>
/// Notes every kernel object that would outlive this process before it is made, so that whatever happens can be cleared up:
/// at dispose, at the end of the process, or, when the process was killed, by the next one that opens a laboratory.
/// </summary>
/// <remarks>
/// Each process has a file of its own and holds a flock(2) on it as long as it lives. A journal that nobody holds the lock
/// of belongs to a dead process. All of them lie in one directory per user, which nobody else can write to: a directory of that name that
/// another user has made is refused, since what a journal names is removed.
/// </remarks>
public sealed class Journal : IDisposable
{
    private const string Suffix = ".journal";
    private static readonly JsonSerializerOptions Json = new() { Converters = { new JsonStringEnumConverter() } };
    private static readonly Lazy<Journal> Own = new(OpenOwn, LazyThreadSafetyMode.PublicationOnly); // what failed once may succeed later
    private readonly FileDescriptor file;
    private readonly string path;
    private readonly Lock gate = new();
    private readonly Dictionary<int, JournalEntry> entries = [];
    private int number;
    private bool disposed;

    private Journal(string folder, string name)
    {
        Folder = folder;
        path = Path.Combine(folder, name + Suffix);
        using var hold = HoldFolder(folder);
        file = OpenFile(path, Unistd.O_CREAT, keptForProcess: true);
        Unistd.Checked("flock", path, () => SysFile.Lock(file.Number, SysFile.LOCK_EX | SysFile.LOCK_NB));
    }

    /// <summary>This process's journal; opened at the first use, cleared at the end of the process.</summary>
    /// <exception cref="PosixException">The directory could not be made or is another user's.</exception>
    public static Journal Current => Own.Value;

    /// <summary>The directory with the journals and scratch directories of this user.</summary>
    public static string UserFolder => Path.Combine(Path.GetTempPath(), FolderName($"{Unistd.EffectiveUser()}"));

    /// <summary>The directory of this journal.</summary>
    public string Folder { get; }

    /// <summary>The objects noted and not yet removed.</summary>
    public IReadOnlyList<KernelObject> Objects
    {
        get
        {
            lock (gate)
            {
                return [.. entries.Values.OrderBy(entry => entry.Number).Select(entry => entry.Object)];
            }
        }
    }

    /// <summary>Notes an object; to be called before it is made.</summary>
    /// <param name="kind">What it is going to be.</param>
    /// <param name="name">Its path, its name, or its key in decimal.</param>
    /// <returns>The note; disposing it removes the object.</returns>
    /// <exception cref="PosixException">The journal could not be written: then do not make the object.</exception>
    public JournalEntry Enter(ObjectKind kind, string name)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            var entry = new JournalEntry(this, ++number, new KernelObject(kind, name));
            Append(new Line(entry.Number, entry.Object));
            entries.Add(entry.Number, entry);
            return entry;
        }
    }

    /// <summary>Removes everything that is noted, and the journal itself.</summary>
    /// <exception cref="AggregateException">Some objects could not be removed; the journal stays for the next sweep.</exception>
    public void Dispose()
    {
        JournalEntry[] open;
        lock (gate)
        {
            if (disposed)
            {
                return;
            }

            disposed = true;
            open = [.. entries.Values.OrderByDescending(entry => entry.Number)];
        }

        var failures = new List<Exception>();
        foreach (var entry in open)
        {
            try
            {
                entry.Dispose();
            }
            catch (Exception e) when (e is PosixException or IOException or UnauthorizedAccessException)
            {
                failures.Add(e);
            }
        }

        using (HoldFolder(Folder))
        {
            if (failures.Count == 0)
            {
                Unistd.Unlink(path);
            }

            file.Dispose();
        }

        if (failures.Count > 0)
        {
            throw new AggregateException("some kernel objects could not be removed", failures);
        }
    }

    /// <summary>Removes what processes that died left behind: the objects of every journal whose owner is gone.</summary>
    /// <returns>The objects that were there and are removed now.</returns>
    /// <exception cref="PosixException">An object could not be removed; its journal stays.</exception>
    public static IReadOnlyList<KernelObject> Sweep() => Sweep(UserFolder);

    /// <summary>Removes what dead processes left whose folder for temporary files this was.</summary>
    /// <param name="temporary">The folder.</param>
    /// <param name="user">The user that they ran as; <c>null</c> for this process's own.</param>
    internal static void SweepBelow(string temporary, int? user)
    {
        foreach (var folder in Directory.GetDirectories(temporary, FolderName("*")))
        {
            Sweep(folder, user);
        }
    }

    internal static Journal Open(string folder, string name) => new(MakeFolder(folder), name);

    internal static IReadOnlyList<KernelObject> Sweep(string folder, int? user = null)
    {
        if (!Directory.Exists(folder))
        {
            return [];
        }

        var removed = new List<KernelObject>();
        using var hold = HoldFolder(MakeFolder(folder, user));
        foreach (var left in Directory.GetFiles(folder, "*" + Suffix).Order(StringComparer.Ordinal))
        {
            using var journal = OpenFile(left, 0);
            if (SysFile.Lock(journal.Number, SysFile.LOCK_EX | SysFile.LOCK_NB) == 0)
            {
                removed.AddRange(Noted(ReadAll(journal)).Reverse().Where(noted => noted.Remove()));
                Unistd.Unlink(left);
            }
        }

        return removed;
    }

    internal void Strike(JournalEntry entry)
    {
        lock (gate)
        {
            entries.Remove(entry.Number);
            Append(new Line(entry.Number, null));
        }
    }

    private static Journal OpenOwn()
    {
        // The number of a process alone is not enough: another container may share the folder.
        var journal = Open(UserFolder, $"{Environment.ProcessId}-{Guid.NewGuid():N}");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => journal.Dispose();
        return journal;
    }

    private static string FolderName(string user) => $"ipc-laboratory-{user}";

    private static string MakeFolder(string folder, int? user = null)
    {
        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var mode = File.GetUnixFileMode(folder);
        var isOurs = new DirectoryInfo(folder).LinkTarget is null && (mode & (UnixFileMode.GroupWrite | UnixFileMode.OtherWrite)) == 0 && SysStat.Owner(folder) == (user ?? (int)Unistd.EffectiveUser());
        return isOurs
            ? folder
            : throw new PosixException("mkdir", Errno.EPERM, folder, "it is another user's, or others can write there: remove it, or set TMPDIR to a directory of your own");
    }

    /// <summary>Held while journals are made, read or removed, so that none is taken for dead before it is locked.</summary>
    private static FileDescriptor HoldFolder(string folder)
    {
        var path = Path.Combine(folder, "lock");
        var hold = OpenFile(path, Unistd.O_CREAT);
        Unistd.Checked("flock", path, () => SysFile.Lock(hold.Number, SysFile.LOCK_EX));
        return hold;
    }

    private static FileDescriptor OpenFile(string path, int flags, bool keptForProcess = false) =>
        new((int)Unistd.Checked("open", path, () => Unistd.Open(path, Unistd.O_RDWR | Unistd.O_CLOEXEC | flags, 0x180)), path, keptForProcess);

    /// <summary>The text of a journal, read through the locked descriptor: File.ReadAllText would ask for a lock of its own.</summary>
    private static string ReadAll(FileDescriptor journal)
    {
        using var text = new MemoryStream();
        while (journal.Read(64 * 1024) is { Length: > 0 } bytes)
        {
            text.Write(bytes);
        }

        return Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
    }

    /// <summary>The objects that a journal notes and does not strike out. A line cut short, by a crash or a full disk, was never acted on.</summary>
    private static IEnumerable<KernelObject> Noted(string text)
    {
        var noted = new SortedDictionary<int, KernelObject>();
        foreach (var line in text.Split('\n')[..^1])
        {
            if (Read(line) is not { } entry)
            {
                continue;
            }

            if (entry.Object is { } kernelObject)
            {
                noted[entry.Number] = kernelObject;
            }
            else
            {
                noted.Remove(entry.Number);
            }
        }

        return noted.Values;
    }

    private static Line? Read(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<Line>(line, Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private void Append(Line line)
    {
        var bytes = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(line, Json) + "\n");
        for (var done = 0; done < bytes.Length;)
        {
            done += (int)Unistd.Checked("write", path, () => Unistd.Write(file.Number, ref bytes[done], bytes.Length - done));
        }
    }

    private sealed record Line(int Number, KernelObject? Object);
}
