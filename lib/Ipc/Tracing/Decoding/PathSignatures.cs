namespace Ipc.Tracing.Decoding;

/// <summary>Looking up, naming, linking and describing files; directories, permissions and owners.</summary>
internal static class PathSignatures
{
    private static readonly Parameter Fd = new("fd", Show.Int), Directory = new("dirfd", Show.Directory), Path = new("pathname", Show.Path), ShortPath = new("path", Show.Path);
    private static readonly Parameter OldPath = new("oldpath", Show.Path), NewPath = new("newpath", Show.Path), OldDirectory = new("olddirfd", Show.Directory), NewDirectory = new("newdirfd", Show.Directory);
    private static readonly Parameter Target = new("target", Show.Path), LinkPath = new("linkpath", Show.Path), Mode = new("mode", Show.Mode), Kind = new("mode", FileFlags.Mode);
    private static readonly Parameter Owner = new("owner", Show.Id), Group = new("group", Show.Id), At = new("flags", FileFlags.At.Flags), Access = new("mode", FileFlags.Access.Flags);
    private static readonly Parameter Status = new("statbuf", StatText.File, FilledByCall: true), Received = new("buf", Show.Received, FilledByCall: true), Size = new("bufsiz", Show.Size);
    private static readonly Parameter Entries = new("dirp", DirectoryEntries, FilledByCall: true), Count = new("count", Show.UnsignedInt), FileSystem = new("buf", StatText.FileSystem, FilledByCall: true);
    private static readonly Structure Entry = new(Field.UnsignedLong("d_ino"), Field.Long("d_off"), Field.UnsignedShort("d_reclen"));

    internal static IEnumerable<Signature> All { get; } =
    [
        new("stat", Path, Status),
        new("lstat", Path, Status),
        new("fstat", Fd, Status),
        new("newfstatat", Directory, Path, Status, At),
        new("statx", Directory, Path, new("flags", StatxFlags), new("mask", StatText.Mask), new("statxbuf", StatText.Extended, FilledByCall: true)),
        new("statfs", ShortPath, FileSystem),
        new("fstatfs", Fd, FileSystem),
        new("access", Path, Access),
        new("faccessat", Directory, Path, Access),
        new("faccessat2", Directory, Path, Access, new("flags", FileFlags.AccessAt.Flags)),
        new("readlink", Path, Received, Size),
        new("readlinkat", Directory, Path, Received, Size),
        new("unlink", Path),
        new("unlinkat", Directory, Path, At),
        new("rename", OldPath, NewPath),
        new("renameat", OldDirectory, OldPath, NewDirectory, NewPath),
        new("renameat2", OldDirectory, OldPath, NewDirectory, NewPath, new("flags", FileFlags.Rename.Flags)),
        new("link", OldPath, NewPath),
        new("linkat", OldDirectory, OldPath, NewDirectory, NewPath, At),
        new("symlink", Target, LinkPath),
        new("symlinkat", Target, new("newdirfd", Show.Directory), LinkPath),
        new("mkdir", Path, Mode),
        new("mkdirat", Directory, Path, Mode),
        new("rmdir", Path),
        new("mknod", Path, Kind, new("dev", Device(modeIndex: 1))),
        new("mknodat", Directory, Path, Kind, new("dev", Device(modeIndex: 2))),
        new("chdir", ShortPath),
        new("fchdir", Fd),
        new("chroot", ShortPath),
        new("getcwd", new("buf", Show.Path, FilledByCall: true), new("size", Show.Size)),
        new("getdents", Fd, Entries, Count),
        new("getdents64", Fd, Entries, Count),
        new("umask", new Parameter("mask", Show.Mode)) { Result = Signature.AsMode },
        new("chmod", Path, Mode),
        new("fchmod", Fd, Mode),
        new("fchmodat", Directory, Path, Mode),
        new("fchmodat2", Directory, Path, Mode, At),
        new("chown", Path, Owner, Group),
        new("lchown", Path, Owner, Group),
        new("fchown", Fd, Owner, Group),
        new("fchownat", Directory, Path, Owner, Group, At),
        new("utimensat", Directory, Path, new("times", Times), At),
    ];

    private static string StatxFlags(CallContext call, long word)
    {
        const int SyncMask = 0x6000;
        string[] sync = ["AT_STATX_SYNC_AS_STAT", "AT_STATX_FORCE_SYNC", "AT_STATX_DONT_SYNC", "AT_STATX_SYNC_TYPE"];
        var rest = (uint)word & ~(uint)SyncMask;
        return sync[(word & SyncMask) >> 13] + (rest != 0 ? "|" + FileFlags.At.Flags(rest) : "");
    }

    /// <summary>The device number, which mknod uses only for devices.</summary>
    private static Decoder Device(int modeIndex) => (call, word) => (call.Words[modeIndex] & 0xf000) is 0x2000 or 0x6000 ? FileFlags.Device(call, (uint)word) : null;

    private static string DirectoryEntries(CallContext call, long address)
    {
        var entries = 0;
        for (var at = address; at < address + call.Result; entries++)
        {
            var length = Entry.Get(call, at, "d_reclen");
            if (length <= 0)
            {
                break;
            }

            at += length;
        }

        return $"{Show.Address(call, address)} /* {entries} entries */";
    }

    private static string Times(CallContext call, long address) => Show.Array(call, address, 2, TimeText.Nanoseconds.Bytes, (c, at) =>
    {
        const long Now = 0x3fffffff, Omit = 0x3ffffffe;
        var nanoseconds = TimeText.Nanoseconds.Get(c, at, "tv_nsec");
        var seconds = TimeText.Nanoseconds.Get(c, at, "tv_sec");
        return TimeText.Nanoseconds.Find(c, at) is not { } text ? null
            : nanoseconds == Now ? "UTIME_NOW"
            : nanoseconds == Omit ? "UTIME_OMIT"
            : seconds == 0 && nanoseconds == 0 ? text
            : $"{text} /* {TimeText.Date(seconds, nanoseconds)} */";
    });
}
