namespace Ipc.Tracing.Decoding;

/// <summary>Opening, reading and writing files.</summary>
internal static class FileSignatures
{
    private const long CreatesFile = 0x40 | 0x400000; // O_CREAT, __O_TMPFILE

    private static readonly Parameter Fd = new("fd", Show.Int);
    private static readonly Parameter Count = new("count", Show.Size);
    private static readonly Parameter Filled = new("buf", Show.Received, FilledByCall: true);
    private static readonly Parameter Given = new("buf", Show.Buffer(sizeIndex: 2));
    private static readonly Parameter Offset = new("offset", Show.Long);
    private static readonly Parameter Directory = new("dirfd", Show.Directory);
    private static readonly Parameter Path = new("pathname", Show.Path);
    private static readonly Parameter OpenFlags = new("flags", FileFlags.Open);
    private static readonly Parameter Vector = new("iov", IoVector.Given(countIndex: 2)), VectorCount = new("iovcnt", Show.UnsignedInt);
    private static readonly Parameter FilledVector = new("iov", Show.Address) { Afterwards = (call, word, _) => IoVector.Filled(call, word, call.Words[2]) };
    private static readonly Parameter ReadWriteFlags = new("flags", FileFlags.ReadWrite.Flags) { Register = 5 };

    private static readonly Structure OpenHow = new(
        Field.UnsignedLong("flags", FileFlags.Open),
        Field.UnsignedLong("mode"),
        Field.UnsignedLong("resolve", FileFlags.Resolve.LongFlags));

    internal static IEnumerable<Signature> All { get; } =
    [
        new("open", Path, OpenFlags, new("mode", ModeOf(flagsIndex: 1))),
        new("openat", Directory, Path, OpenFlags, new("mode", ModeOf(flagsIndex: 2))),
        new("openat2", Directory, Path, new("how", How), new("size", Show.Size)),
        new("creat", Path, new("mode", Show.Mode)),
        new("close", Fd),
        new("close_range", new("first", Show.UnsignedInt), new("last", Show.UnsignedInt), new("flags", DescriptorFlags.CloseRange.Flags)),
        new("read", Fd, Filled, Count),
        new("write", Fd, Given, Count),
        new("pread64", Fd, Filled, Count, Offset),
        new("pwrite64", Fd, Given, Count, Offset),
        new("readv", Fd, FilledVector, VectorCount),
        new("writev", Fd, Vector, VectorCount),
        new("preadv", Fd, FilledVector, VectorCount, Offset),
        new("pwritev", Fd, Vector, VectorCount, Offset),
        new("preadv2", Fd, FilledVector, VectorCount, Offset, ReadWriteFlags),
        new("pwritev2", Fd, Vector, VectorCount, Offset, ReadWriteFlags),
        new("lseek", Fd, Offset, new("whence", FileFlags.Whence.Value)),
        new("ftruncate", Fd, new("length", Show.Long)),
        new("truncate", new("path", Show.Path), new("length", Show.Long)),
        new("fallocate", Fd, new("mode", FileFlags.Allocate.Flags), Offset, new("len", Show.Long)),
        new("fadvise64", Fd, Offset, new("len", Show.Size), new("advice", FileFlags.Advice.Value)),
        new("readahead", Fd, Offset, Count),
        new("fsync", Fd),
        new("fdatasync", Fd),
        new("syncfs", Fd),
        new("sync"),
        new("sync_file_range", Fd, Offset, new("nbytes", Show.Long), new("flags", FileFlags.SyncRange.Flags)),
        new("sendfile", new("out_fd", Show.Int), new("in_fd", Show.Int), new("offset", Show.LongBehind) { Afterwards = Moved }, Count),
        new("copy_file_range", DescriptorSignatures.TwoEnds("off", new Parameter("size", Show.Size), new Parameter("flags", Show.UnsignedInt))),
    ];

    /// <summary>The permission bits, which open uses only where it makes a file.</summary>
    private static Decoder ModeOf(int flagsIndex) => (call, word) => (call.Words[flagsIndex] & CreatesFile) != 0 ? Show.Mode(call, word) : null;

    private static string? How(CallContext call, long address)
    {
        if (call.Bytes(address, OpenHow.Bytes).Length < OpenHow.Bytes || call.Words[3] < OpenHow.Bytes)
        {
            return Show.Address(call, address);
        }

        long Get(string name) => OpenHow.Get(call, address, name);
        var mode = (Get("flags") & CreatesFile) != 0 || Get("mode") != 0 ? $", mode={Show.Mode(call, Get("mode"))}" : "";
        return $"{{flags={FileFlags.Open(call, Get("flags"))}{mode}, resolve={FileFlags.Resolve.Flags(Get("resolve"))}}}";
    }

    /// <summary>An offset that the call moved on: [3] => [8].</summary>
    private static string? Moved(CallContext call, long address, string? before) =>
        address == 0 || call.Failed || Show.LongBehind(call, address) is var after && after == before ? before : $"{before} => {after}";
}
