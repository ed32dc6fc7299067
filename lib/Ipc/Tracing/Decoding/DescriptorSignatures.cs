namespace Ipc.Tracing.Decoding;

/// <summary>Duplicating, controlling, locking and connecting descriptors.</summary>
internal static class DescriptorSignatures
{
    private static readonly Parameter Fd = new("fd", Show.Int);
    private static readonly Parameter OldFd = new("oldfd", Show.Int), NewFd = new("newfd", Show.Int);
    private static readonly Parameter Ends = new("pipefd", (call, address) => Show.Ints(call, address, 2), FilledByCall: true);
    private static readonly Parameter Length = new("size", Show.Size), SpliceFlags = new("flags", DescriptorFlags.Splice.Flags);

    internal static IEnumerable<Signature> All { get; } =
    [
        new("dup", OldFd),
        new("dup2", OldFd, NewFd),
        new("dup3", OldFd, NewFd, new("flags", FileFlags.OpenBits.Flags)),
        new("pipe", Ends),
        new("pipe2", Ends, new("flags", FileFlags.OpenBits.Flags)),
        new("flock", Fd, new("operation", DescriptorFlags.Locks.Flags)),
        FcntlSignature.Fcntl,
        new("splice", TwoEnds("off", Length, SpliceFlags)),
        new("tee", new("fd_in", Show.Int), new("fd_out", Show.Int), Length, SpliceFlags),
        new("vmsplice", Fd, new("iov", IoVector.Given(countIndex: 2)), new("nr_segs", Show.Size), SpliceFlags),
    ];

    /// <summary>Where a call takes bytes from and where it puts them, each with an offset, and what follows.</summary>
    internal static IReadOnlyList<Parameter> TwoEnds(string offset, params IEnumerable<Parameter> rest) =>
    [
        new("fd_in", Show.Int), new(offset + "_in", Show.LongBehind), new("fd_out", Show.Int), new(offset + "_out", Show.LongBehind), .. rest,
    ];
}
