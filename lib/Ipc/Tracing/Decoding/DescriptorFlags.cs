namespace Ipc.Tracing.Decoding;

/// <summary>fcntl.h, sys/file.h and unistd.h by name: what concerns descriptors.</summary>
internal static class DescriptorFlags
{
    internal static FlagSet CloseRange { get; } = new("CLOSE_RANGE", (2, "CLOSE_RANGE_UNSHARE"), (4, "CLOSE_RANGE_CLOEXEC"));

    internal static FlagSet Descriptor { get; } = new("FD", (1, "FD_CLOEXEC"));

    /// <summary>The commands of fcntl; the numbers of the locks are those of 64-bit Linux.</summary>
    internal static FlagSet Commands { get; } = new("F",
        (0, "F_DUPFD"), (1, "F_GETFD"), (2, "F_SETFD"), (3, "F_GETFL"), (4, "F_SETFL"), (5, "F_GETLK"), (6, "F_SETLK"), (7, "F_SETLKW"),
        (8, "F_SETOWN"), (9, "F_GETOWN"), (10, "F_SETSIG"), (11, "F_GETSIG"), (12, "F_GETLK64"), (13, "F_SETLK64"), (14, "F_SETLKW64"), (15, "F_SETOWN_EX"), (16, "F_GETOWN_EX"), (17, "F_GETOWNER_UIDS"),
        (36, "F_OFD_GETLK"), (37, "F_OFD_SETLK"), (38, "F_OFD_SETLKW"),
        (1024, "F_SETLEASE"), (1025, "F_GETLEASE"), (1026, "F_NOTIFY"), (1029, "F_CANCELLK"), (1030, "F_DUPFD_CLOEXEC"), (1031, "F_SETPIPE_SZ"), (1032, "F_GETPIPE_SZ"),
        (1033, "F_ADD_SEALS"), (1034, "F_GET_SEALS"));

    internal static FlagSet LockTypes { get; } = FlagSet.Numbered("F", "F_RDLCK F_WRLCK F_UNLCK");

    internal static FlagSet Owners { get; } = FlagSet.Numbered("F_OWNER", "F_OWNER_TID F_OWNER_PID F_OWNER_PGRP");

    internal static FlagSet Seals { get; } = FlagSet.Bits("F_SEAL", "F_SEAL_SEAL F_SEAL_SHRINK F_SEAL_GROW F_SEAL_WRITE F_SEAL_FUTURE_WRITE F_SEAL_EXEC");

    internal static FlagSet Notifications { get; } = FlagSet.Bits("DN", "DN_ACCESS DN_MODIFY DN_CREATE DN_DELETE DN_RENAME DN_ATTRIB").With((0x80000000, "DN_MULTISHOT"));

    internal static FlagSet Locks { get; } = new("LOCK", (0x20, "LOCK_MAND"), (1, "LOCK_SH"), (2, "LOCK_EX"), (4, "LOCK_NB"), (8, "LOCK_UN"));

    internal static FlagSet Splice { get; } = FlagSet.Bits("SPLICE_F", "SPLICE_F_MOVE SPLICE_F_NONBLOCK SPLICE_F_MORE SPLICE_F_GIFT");
}
