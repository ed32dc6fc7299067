using System.Globalization;

namespace Ipc.Tracing.Decoding;

/// <summary>Mapping, protecting and advising on memory.</summary>
internal static class MemorySignatures
{
    private static readonly Parameter Address = new("addr", Show.Address), Length = new("length", Show.Size), ShortLength = new("len", Show.Size), LockedLength = new("size", Show.Size);
    private static readonly Parameter Protection = new("prot", MemoryFlags.Protection.Flags);

    internal static IEnumerable<Signature> All { get; } =
    [
        new("mmap", Address, Length, Protection, new("flags", MemoryFlags.Map), new("fd", Show.Int), new("offset", Offset)) { Result = Signature.AsAddress },
        new("munmap", Address, Length),
        new("mprotect", Address, ShortLength, Protection),
        new("mremap",
            new("old_address", Show.Address),
            new("old_size", Show.Size),
            new("new_size", Show.Size),
            new("flags", MemoryFlags.Remap.Flags),
            new("new_address", (call, word) => (call.Words[3] & 2) != 0 ? Show.Address(call, word) : null)) { Result = Signature.AsAddress },
        new("madvise", Address, Length, new("advice", MemoryFlags.Advice.Value)),
        new("msync", Address, Length, new("flags", MemoryFlags.Sync.Flags)),
        new("mincore", Address, Length, new("vec", Residence, FilledByCall: true)),
        new("brk", Address) { Result = Signature.AsAddress },
        new("mlock", Address, LockedLength),
        new("mlock2", Address, LockedLength, new("flags", MemoryFlags.LockOne.Flags)),
        new("munlock", Address, LockedLength),
        new("mlockall", new Parameter("flags", MemoryFlags.LockAll.Flags)),
        new("munlockall"),
        new("pkey_alloc", new("flags", Show.UnsignedInt), new("access_rights", MemoryFlags.KeyRights.Flags)),
        new("pkey_free", new Parameter("pkey", Show.Int)),
        new("pkey_mprotect", Address, ShortLength, Protection, new("pkey", Show.Int)),
        new("set_mempolicy", new("mode", MemoryFlags.PolicyModes.Value), new("nodemask", Nodes(countIndex: 2)), new("maxnode", Show.Size)),
        new("get_mempolicy", new("mode", (call, at) => Show.Ints(call, at, 1, MemoryFlags.PolicyModes.Value), FilledByCall: true), new("nodemask", Nodes(countIndex: 2), FilledByCall: true), new("maxnode", Show.Size), Address, new("flags", MemoryFlags.Policy.LongFlags)),
        new("memfd_create", new("name", Show.CText), new("flags", MemoryFlags.FileInMemory)),
    ];

    private static string Offset(CallContext call, long word) => word == 0 ? "0" : Show.Hex(word);

    /// <summary>A set of memory nodes in machine words, 16 places each, with 0x where one is set. The kernel takes one bit less than it is told.</summary>
    private static Decoder Nodes(int countIndex) => (call, address) => Show.Array(call, address, (call.Words[countIndex] + 62) / 64, sizeof(long), (c, at) =>
        c.Int64(at) is not { } word ? null : word == 0 ? "0000000000000000" : string.Create(CultureInfo.InvariantCulture, $"0x{word:x14}"));

    /// <summary>A byte a page, of which the lowest bit says whether it is in memory.</summary>
    private static string Residence(CallContext call, long address)
    {
        var pages = (call.Words[1] + Environment.SystemPageSize - 1) / Environment.SystemPageSize;
        return Show.Array(call, address, pages, 1, (c, at) => c.Bytes(at, 1) is [var one] ? (one & 1) != 0 ? "1" : "0" : null);
    }
}
