using Ipc.Children;
using Ipc.Native;

namespace Ipc.FileLocks;

/// <summary>Whether two open file descriptions could hold "the" lock of one path at once, because the file had been removed in between.</summary>
/// <param name="Between">What happened to the file after the first had its lock.</param>
/// <param name="First">Whether the first got it.</param>
/// <param name="Second">Whether the second got it as well, while the first still held its own.</param>
public sealed record UnlinkedLock([property: Column("in between")] string Between, bool First, bool Second) : IObservation
{
    /// <summary>Locks a path twice: with the file left alone, and with the file removed and made anew in between.</summary>
    /// <exception cref="PosixException">There is no space for the file.</exception>
    public static IReadOnlyList<UnlinkedLock> ObserveAll() => [Observe(remove: false), Observe(remove: true)];

    private static UnlinkedLock Observe(bool remove)
    {
        using var scratch = Leftovers.Scratch.Create("unlinked-lock");
        var path = scratch.File("lock");
        using var first = Open(path);
        var got = SysFile.Lock(first.Number, SysFile.LOCK_EX | SysFile.LOCK_NB) == 0;
        if (remove)
        {
            File.Delete(path);
        }

        using var second = Open(path);
        return new(remove ? "the file is removed, and made anew" : "nothing", got, SysFile.Lock(second.Number, SysFile.LOCK_EX | SysFile.LOCK_NB) == 0);
    }

    private static FileDescriptor Open(string path) => new((int)Unistd.Checked("open", path, () => Unistd.Open(path, Unistd.O_RDWR | Unistd.O_CREAT | Unistd.O_CLOEXEC, 0x180)), path);
}
