using Ipc.Native;

namespace Ipc.Tracing.Decoding;

/// <summary>fcntl.h, unistd.h and sys/stat.h by name. What differs on arm64 is known in <see cref="OpenFlags"/>.</summary>
internal static class FileFlags
{
    private static readonly long Directory = OpenFlags.Of("O_DIRECTORY");

    /// <summary>The O_* flags without the access mode, in the order in which strace writes them.</summary>
    internal static FlagSet OpenBits { get; } = new("O",
        (0x40, "O_CREAT"),
        (0x80, "O_EXCL"),
        (0x100, "O_NOCTTY"),
        (0x200, "O_TRUNC"),
        (0x400, "O_APPEND"),
        (0x800, "O_NONBLOCK"),
        (0x101000, "O_SYNC"),
        (0x1000, "O_DSYNC"),
        (OpenFlags.Direct, "O_DIRECT"),
        (OpenFlags.Of("O_LARGEFILE"), "O_LARGEFILE"),
        (OpenFlags.Of("O_NOFOLLOW"), "O_NOFOLLOW"),
        (0x40000, "O_NOATIME"),
        (0x80000, "O_CLOEXEC"),
        (0x200000, "O_PATH"),
        (OpenFlags.Of("O_TMPFILE"), "O_TMPFILE"),
        (Directory, "O_DIRECTORY"),
        (0x2000, "FASYNC"));

    /// <summary>AT_* of the calls that take a directory.</summary>
    internal static FlagSet At { get; } = new("AT",
        (0x100, "AT_SYMLINK_NOFOLLOW"), (0x200, "AT_REMOVEDIR"), (0x400, "AT_SYMLINK_FOLLOW"), (0x800, "AT_NO_AUTOMOUNT"), (0x1000, "AT_EMPTY_PATH"), (0x8000, "AT_RECURSIVE"));

    /// <summary>The flags of faccessat2: AT_EACCESS has the value of AT_REMOVEDIR.</summary>
    internal static FlagSet AccessAt { get; } = new("AT", (0x100, "AT_SYMLINK_NOFOLLOW"), (0x200, "AT_EACCESS"), (0x1000, "AT_EMPTY_PATH"));

    internal static FlagSet Access { get; } = new("?_OK", (0, "F_OK"), (4, "R_OK"), (2, "W_OK"), (1, "X_OK"));

    internal static FlagSet Whence { get; } = FlagSet.Numbered("SEEK", "SEEK_SET SEEK_CUR SEEK_END SEEK_DATA SEEK_HOLE");

    internal static FlagSet Resolve { get; } = FlagSet.Bits("RESOLVE", "RESOLVE_NO_XDEV RESOLVE_NO_MAGICLINKS RESOLVE_NO_SYMLINKS RESOLVE_BENEATH RESOLVE_IN_ROOT RESOLVE_CACHED");

    internal static FlagSet Rename { get; } = FlagSet.Bits("RENAME", "RENAME_NOREPLACE RENAME_EXCHANGE RENAME_WHITEOUT");

    internal static FlagSet Allocate { get; } = FlagSet.Bits("FALLOC_FL",
        "FALLOC_FL_KEEP_SIZE FALLOC_FL_PUNCH_HOLE FALLOC_FL_NO_HIDE_STALE FALLOC_FL_COLLAPSE_RANGE FALLOC_FL_ZERO_RANGE FALLOC_FL_INSERT_RANGE FALLOC_FL_UNSHARE_RANGE");

    internal static FlagSet Advice { get; } = FlagSet.Numbered("POSIX_FADV",
        "POSIX_FADV_NORMAL POSIX_FADV_RANDOM POSIX_FADV_SEQUENTIAL POSIX_FADV_WILLNEED POSIX_FADV_DONTNEED POSIX_FADV_NOREUSE");

    internal static FlagSet SyncRange { get; } = FlagSet.Bits("SYNC_FILE_RANGE", "SYNC_FILE_RANGE_WAIT_BEFORE SYNC_FILE_RANGE_WRITE SYNC_FILE_RANGE_WAIT_AFTER");

    internal static FlagSet ReadWrite { get; } = FlagSet.Bits("RWF", "RWF_HIPRI RWF_DSYNC RWF_SYNC RWF_NOWAIT RWF_APPEND");

    /// <summary>The kinds of file in st_mode.</summary>
    internal static FlagSet Kind { get; } = new("S_IF",
        (0xc000, "S_IFSOCK"), (0xa000, "S_IFLNK"), (0x8000, "S_IFREG"), (0x6000, "S_IFBLK"), (0x4000, "S_IFDIR"), (0x2000, "S_IFCHR"), (0x1000, "S_IFIFO"));

    /// <summary>The flags of open: the access mode and the rest.</summary>
    /// <seealso href="https://man7.org/linux/man-pages/man2/open.2.html"/>
    internal static string Open(CallContext call, long word)
    {
        string[] modes = ["O_RDONLY", "O_WRONLY", "O_RDWR", "O_ACCMODE"];
        var bits = word & 0xfffffffc;
        return modes[word & 3] + (bits != 0 ? "|" + OpenBits.Flags(bits).Split(" /*")[0] : "");
    }

    /// <summary>st_mode: the kind of file, the three special bits and the permissions.</summary>
    internal static string Mode(CallContext call, long word)
    {
        var kind = Kind.Find(word & 0xf000);
        if (kind is null)
        {
            return Show.Mode(call, word);
        }

        return kind
            + ((word & 0x800) != 0 ? "|S_ISUID" : "") + ((word & 0x400) != 0 ? "|S_ISGID" : "") + ((word & 0x200) != 0 ? "|S_ISVTX" : "")
            + "|" + Show.Mode(call, word & 0x1ff);
    }

    /// <summary>A device number.</summary>
    internal static string Device(CallContext call, long word)
    {
        var major = ((word >> 8) & 0xfff) | ((word >> 32) & ~0xfffL);
        var minor = (word & 0xff) | ((word >> 12) & 0xffffff00);
        return $"makedev({Show.Hex(major)}, {Show.Hex(minor)})";
    }
}
