using System.Runtime.InteropServices;

namespace Ipc.Native;

/// <summary>sys/stat.h: making a FIFO, who owns a file, and what its inode says.</summary>
/// <seealso href="https://man7.org/linux/man-pages/man3/mkfifo.3.html"/>
internal static partial class SysStat
{
    private const int AT_FDCWD = -100, AT_STATX_DONT_SYNC = 0x4000;
    private const uint STATX_TYPE = 1, STATX_UID = 8, STATX_BASIC_STATS = 0x7ff, S_IFMT = 0xf000, S_IFIFO = 0x1000;
    private const int BlockBytes = 512; // the unit of stx_blocks, whatever the file system's own

    /// <summary>The user id that owns a file or directory.</summary>
    /// <exception cref="PosixException">ENOENT: there is none. EACCES: a directory on the way is not ours to search.</exception>
    internal static int Owner(string path)
    {
        StatX stat = default;
        Unistd.Checked("statx", path, () => ReadStatX(AT_FDCWD, path, 0, STATX_UID, out stat));
        return (int)stat.Uid;
    }

    /// <summary>Whether a path names a FIFO; no where there is no such file, or it is not ours to look at.</summary>
    internal static bool IsFifo(string path) =>
        ReadStatX(AT_FDCWD, path, 0, STATX_TYPE, out var stat) == 0 && (stat.Mode & S_IFMT) == S_IFIFO;

    /// <summary>What the inode behind a path says.</summary>
    /// <exception cref="PosixException">ENOENT: there is none. EACCES: a directory on the way is not ours to search.</exception>
    internal static Status StatusOf(string path)
    {
        StatX stat = default;
        Unistd.Checked("statx", path, () => ReadStatX(AT_FDCWD, path, 0, STATX_BASIC_STATS, out stat));
        return StatusOf(stat);
    }

    /// <summary>What the inode behind a path says; <c>null</c> where there is none. Does not wait for a remote file system.</summary>
    internal static Status? Find(string path) =>
        ReadStatX(AT_FDCWD, path, AT_STATX_DONT_SYNC, STATX_BASIC_STATS, out var stat) == 0 ? StatusOf(stat) : null;

    private static Status StatusOf(StatX stat) =>
        new(stat.Mode, stat.Inode, (int)stat.Links, (long)stat.Size, (long)stat.Blocks * BlockBytes, $"{stat.DeviceMajor}:{stat.DeviceMinor}");

    /// <summary>Makes a file or directory another user's, and the group's of the same number.</summary>
    /// <exception cref="PosixException">EPERM: only root may.</exception>
    internal static void GiveTo(string path, int user) => Unistd.Checked("chown", path, () => ChangeOwner(path, (uint)user, (uint)user));

    [LibraryImport("libc", EntryPoint = "chown", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ChangeOwner(string path, uint user, uint group);

    [LibraryImport("libc", EntryPoint = "mkfifo", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int MakeFifo(string path, uint mode);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ReadStatX(int directory, string path, int flags, uint mask, out StatX stat);

    /// <summary>Type and permissions, inode number, names, length, what it takes up on the disk, in bytes, and the device of its file system.</summary>
    internal readonly record struct Status(uint Mode, ulong Inode, int Links, long Size, long OnDisk, string Device);

    /// <summary>struct statx, the same on every architecture; what is not read here is left unnamed.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct StatX
    {
        [FieldOffset(16)]
        internal uint Links;

        [FieldOffset(20)]
        internal uint Uid;

        [FieldOffset(28)]
        internal ushort Mode;

        [FieldOffset(32)]
        internal ulong Inode;

        [FieldOffset(40)]
        internal ulong Size;

        [FieldOffset(48)]
        internal ulong Blocks;

        [FieldOffset(136)]
        internal uint DeviceMajor;

        [FieldOffset(140)]
        internal uint DeviceMinor;
    }
}
