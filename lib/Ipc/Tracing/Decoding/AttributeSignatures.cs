namespace Ipc.Tracing.Decoding;

/// <summary>Extended attributes: ls asks for them.</summary>
internal static class AttributeSignatures
{
    private static readonly Parameter Path = new("path", Show.Path), Fd = new("fd", Show.Int), Name = new("name", Show.CText), Size = new("size", Show.Size), Flags = new("flags", FlagSet.Bits("XATTR", "XATTR_CREATE XATTR_REPLACE").Flags);
    private static readonly Parameter Received = new("value", Value, FilledByCall: true), List = new("list", Value, FilledByCall: true), Given = new("value", Show.Buffer(sizeIndex: 3));

    internal static IEnumerable<Signature> All { get; } =
    [
        new("getxattr", Path, Name, Received, Size),
        new("lgetxattr", Path, Name, Received, Size),
        new("fgetxattr", Fd, Name, Received, Size),
        new("setxattr", Path, Name, Given, Size, Flags),
        new("lsetxattr", Path, Name, Given, Size, Flags),
        new("fsetxattr", Fd, Name, Given, Size, Flags),
        new("listxattr", Path, List, Size),
        new("llistxattr", Path, List, Size),
        new("flistxattr", Fd, List, Size),
        new("removexattr", Path, Name),
        new("lremovexattr", Path, Name),
        new("fremovexattr", Fd, Name),
    ];

    /// <summary>What the call filled in; with size 0 it only told the size.</summary>
    private static string? Value(CallContext call, long address)
    {
        var sizeIndex = call.Name.Contains("list", StringComparison.Ordinal) ? 2 : 3;
        return call.Words[sizeIndex] == 0 ? Show.Address(call, address) : Show.Received(call, address);
    }
}
