using System.Runtime.InteropServices;

namespace Ipc.Tracing.Decoding;

/// <summary>sys/stat.h and sys/statfs.h: what is told of a file and of a file system, abbreviated as strace does.</summary>
internal static class StatText
{
    private const int KindMask = 0xf000, CharacterDevice = 0x2000, BlockDevice = 0x6000;

    /// <summary>struct stat: the architectures order its fields differently.</summary>
    private static readonly Structure Status = RuntimeInformation.ProcessArchitecture == Architecture.Arm64
        ? new(
            Field.UnsignedLong("st_dev"), Field.UnsignedLong("st_ino"), Field.UnsignedInt("st_mode"), Field.UnsignedInt("st_nlink"),
            Field.UnsignedInt("st_uid"), Field.UnsignedInt("st_gid"), Field.UnsignedLong("st_rdev"), Field.UnsignedLong("pad"), Field.Long("st_size"))
        { Special = StatusText }
        : new(
            Field.UnsignedLong("st_dev"), Field.UnsignedLong("st_ino"), Field.UnsignedLong("st_nlink"), Field.UnsignedInt("st_mode"),
            Field.UnsignedInt("st_uid"), Field.UnsignedInt("st_gid"), Field.UnsignedInt("pad"), Field.UnsignedLong("st_rdev"), Field.Long("st_size"))
        { Special = StatusText };

    private static readonly FlagSet Attributes = new("STATX_ATTR",
        (4, "STATX_ATTR_COMPRESSED"), (0x10, "STATX_ATTR_IMMUTABLE"), (0x20, "STATX_ATTR_APPEND"), (0x40, "STATX_ATTR_NODUMP"), (0x800, "STATX_ATTR_ENCRYPTED"),
        (0x1000, "STATX_ATTR_AUTOMOUNT"), (0x2000, "STATX_ATTR_MOUNT_ROOT"), (0x100000, "STATX_ATTR_VERITY"), (0x200000, "STATX_ATTR_DAX"));

    private static readonly FlagSet Fields = new FlagSet("STATX", (0xfff, "STATX_ALL"), (0x7ff, "STATX_BASIC_STATS")).With(FlagSet.Bits("STATX",
        "STATX_TYPE STATX_MODE STATX_NLINK STATX_UID STATX_GID STATX_ATIME STATX_MTIME STATX_CTIME STATX_INO STATX_SIZE STATX_BLOCKS STATX_BTIME STATX_MNT_ID STATX_DIOALIGN"));

    private static readonly Structure ExtendedStatus = new(
        Field.UnsignedInt("stx_mask", Fields.Flags), Field.Skip(sizeof(uint), sizeof(uint)), Field.UnsignedLong("stx_attributes", Attributes.LongFlags),
        Field.Skip(3 * sizeof(uint), sizeof(uint)), Field.UnsignedShort("stx_mode", FileFlags.Mode), Field.Skip(sizeof(ulong), sizeof(ulong)), Field.UnsignedLong("stx_size"))
    { IsAbbreviated = true };

    private static readonly FlagSet Magic = new("FS",
        (0x9fa0, "PROC_SUPER_MAGIC"), (0xef53, "EXT2_SUPER_MAGIC"), (0x01021994, "TMPFS_MAGIC"), (0x794c7630, "OVERLAYFS_SUPER_MAGIC"), (0x62656572, "SYSFS_MAGIC"), (0x1cd1, "DEVPTS_SUPER_MAGIC"),
        (0x27e0eb, "CGROUP_SUPER_MAGIC"), (0x63677270, "CGROUP2_SUPER_MAGIC"), (0x9123683e, "BTRFS_SUPER_MAGIC"), (0x58465342, "XFS_SUPER_MAGIC"), (0x19800202, "MQUEUE_MAGIC"), (0x50495045, "PIPEFS_MAGIC"),
        (0x534f434b, "SOCKFS_MAGIC"), (0x858458f6, "RAMFS_MAGIC"), (0x65735546, "FUSE_SUPER_MAGIC"), (0x6969, "NFS_SUPER_MAGIC"), (0xf97cff8c, "SELINUX_MAGIC"));

    private static readonly FlagSet MountState = new("ST",
        (0x20, "ST_VALID"), (1, "ST_RDONLY"), (2, "ST_NOSUID"), (4, "ST_NODEV"), (8, "ST_NOEXEC"), (0x10, "ST_SYNCHRONOUS"), (0x40, "ST_MANDLOCK"), (0x400, "ST_NOATIME"), (0x800, "ST_NODIRATIME"), (0x1000, "ST_RELATIME"), (0x2000, "ST_NOSYMFOLLOW"));

    private static readonly Structure FileSystemStatus = new(
        Field.Long("f_type", (_, word) => Magic.Value(word)), Field.Long("f_bsize"), Field.UnsignedLong("f_blocks"), Field.UnsignedLong("f_bfree"), Field.UnsignedLong("f_bavail"),
        Field.UnsignedLong("f_files"), Field.UnsignedLong("f_ffree"), Field.Of("f_fsid", new Structure(Field.At("val", 2 * sizeof(int), sizeof(int), (call, at) => Show.Ints(call, at, 2, HexOrZero)))),
        Field.Long("f_namelen"), Field.Long("f_frsize"), Field.Long("f_flags", MountState.LongFlags));

    /// <summary>What statx is asked for and brings.</summary>
    internal static string? Mask(CallContext call, long word) => Fields.Flags(call, word);

    /// <summary>struct stat.</summary>
    internal static string? File(CallContext call, long address) => Status.Show(call, address);

    /// <summary>struct statx.</summary>
    internal static string? Extended(CallContext call, long address) => ExtendedStatus.Show(call, address);

    /// <summary>struct statfs.</summary>
    internal static string? FileSystem(CallContext call, long address) => FileSystemStatus.Show(call, address);

    private static string StatusText(CallContext call, long address)
    {
        var mode = Status.Get(call, address, "st_mode");
        var last = (mode & KindMask) is CharacterDevice or BlockDevice
            ? $"st_rdev={FileFlags.Device(call, Status.Get(call, address, "st_rdev"))}"
            : $"st_size={Show.Long(call, Status.Get(call, address, "st_size"))}";
        return $"{{st_mode={FileFlags.Mode(call, mode)}, {last}, ...}}";
    }

    private static string HexOrZero(CallContext call, long word) => word == 0 ? "0" : Show.HexInt(call, word);
}
