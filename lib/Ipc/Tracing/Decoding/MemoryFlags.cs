namespace Ipc.Tracing.Decoding;

/// <summary>sys/mman.h by name.</summary>
/// <seealso href="https://man7.org/linux/man-pages/man2/mmap.2.html"/>
internal static class MemoryFlags
{
    private const int HugeShift = 26, HugeMask = 0x3f, SharingMask = 0x0f;

    internal static FlagSet Protection { get; } = new("PROT",
        (0, "PROT_NONE"), (1, "PROT_READ"), (2, "PROT_WRITE"), (4, "PROT_EXEC"), (8, "PROT_SEM"), (0x01000000, "PROT_GROWSDOWN"), (0x02000000, "PROT_GROWSUP"));

    internal static FlagSet Remap { get; } = FlagSet.Bits("MREMAP", "MREMAP_MAYMOVE MREMAP_FIXED MREMAP_DONTUNMAP");

    internal static FlagSet Advice { get; } = FlagSet.Numbered("MADV", "MADV_NORMAL MADV_RANDOM MADV_SEQUENTIAL MADV_WILLNEED MADV_DONTNEED - - - MADV_FREE MADV_REMOVE MADV_DONTFORK MADV_DOFORK MADV_MERGEABLE MADV_UNMERGEABLE MADV_HUGEPAGE MADV_NOHUGEPAGE MADV_DONTDUMP MADV_DODUMP MADV_WIPEONFORK MADV_KEEPONFORK MADV_COLD MADV_PAGEOUT MADV_POPULATE_READ MADV_POPULATE_WRITE MADV_DONTNEED_LOCKED MADV_COLLAPSE")
        .With((100, "MADV_HWPOISON"), (101, "MADV_SOFT_OFFLINE"));

    internal static FlagSet Sync { get; } = FlagSet.Bits("MS", "MS_ASYNC MS_INVALIDATE MS_SYNC");

    internal static FlagSet LockAll { get; } = FlagSet.Bits("MCL", "MCL_CURRENT MCL_FUTURE MCL_ONFAULT");

    internal static FlagSet LockOne { get; } = FlagSet.Bits("MLOCK", "MLOCK_ONFAULT");

    internal static FlagSet KeyRights { get; } = FlagSet.Bits("PKEY", "PKEY_DISABLE_ACCESS PKEY_DISABLE_WRITE");

    internal static FlagSet PolicyModes { get; } = FlagSet.Numbered("MPOL", "MPOL_DEFAULT MPOL_PREFERRED MPOL_BIND MPOL_INTERLEAVE MPOL_LOCAL MPOL_PREFERRED_MANY");

    internal static FlagSet Policy { get; } = FlagSet.Bits("MPOL", "MPOL_F_NODE MPOL_F_ADDR MPOL_F_MEMS_ALLOWED");

    private static FlagSet FileNames { get; } = FlagSet.Bits("MFD", "MFD_CLOEXEC MFD_ALLOW_SEALING MFD_HUGETLB MFD_NOEXEC_SEAL MFD_EXEC");

    private static FlagSet Sharing { get; } = FlagSet.Numbered("MAP", "MAP_FILE MAP_SHARED MAP_PRIVATE MAP_SHARED_VALIDATE");

    private static FlagSet MapNames { get; } = new("MAP",
        (0x10, "MAP_FIXED"), (0x20, "MAP_ANONYMOUS"), (0x40, "MAP_32BIT"), (0x4000, "MAP_NORESERVE"), (0x8000, "MAP_POPULATE"), (0x10000, "MAP_NONBLOCK"),
        (0x100, "MAP_GROWSDOWN"), (0x800, "MAP_DENYWRITE"), (0x1000, "MAP_EXECUTABLE"), (0x2000, "MAP_LOCKED"), (0x20000, "MAP_STACK"), (0x40000, "MAP_HUGETLB"),
        (0x80000, "MAP_SYNC"), (0x100000, "MAP_FIXED_NOREPLACE"));

    /// <summary>The flags of mmap: how it is shared, the rest, and the size of its huge pages.</summary>
    internal static string Map(CallContext call, long word) => Map(word);

    /// <summary>The same without a call.</summary>
    internal static string Map(long word)
    {
        const int MAP_HUGETLB = 0x40000;
        var text = Sharing.Value(word & SharingMask);
        return Join(text, MapNames, (uint)word & ~(uint)SharingMask, hugeAt: MAP_HUGETLB, "MAP_HUGE_SHIFT");
    }

    /// <summary>The flags of memfd_create.</summary>
    internal static string FileInMemory(CallContext call, long word)
    {
        const int MFD_HUGETLB = 4;
        var text = Join("", FileNames, (uint)word, hugeAt: MFD_HUGETLB, "MFD_HUGE_SHIFT");
        return text.Length == 0 ? "0" : text;
    }

    private static string Join(string text, FlagSet names, long bits, long hugeAt, string shiftName)
    {
        var size = (bits & hugeAt) != 0 ? (bits >> HugeShift) & HugeMask : 0;
        bits &= ~(size << HugeShift);
        List<string> parts = [text, bits != 0 ? names.Flags(bits) : "", size != 0 ? $"{size}<<{shiftName}" : ""];
        return string.Join('|', parts.Where(part => part.Length > 0));
    }
}
