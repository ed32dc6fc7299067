namespace Ipc.Tracing.Decoding;

/// <summary>One field of a C structure.</summary>
/// <param name="Name">Its name in the kernel's headers.</param>
/// <param name="Bytes">How long it is.</param>
/// <param name="Alignment">The multiple at which it begins.</param>
/// <param name="Show">How it is shown; <c>null</c> where it is not.</param>
/// <param name="IsSigned">A number below the machine word is extended with its sign.</param>
internal sealed record Field(string Name, int Bytes, int Alignment, Decoder? Show, bool IsSigned = false)
{
    /// <summary>A structure within the structure, or <c>null</c>.</summary>
    internal Structure? Inner { get; init; }

    /// <summary>Where the number lies in memory, and not the number, is given to the decoder: an array within the structure.</summary>
    internal bool ByAddress { get; init; }

    /// <summary>What is written in place of "name=", where strace writes another thing.</summary>
    internal string Prefix { get; init; } = Name + "=";

    internal static Field Int(string name, Decoder? show = null) => new(name, sizeof(int), sizeof(int), show ?? Decoding.Show.Int, IsSigned: true);

    internal static Field UnsignedInt(string name, Decoder? show = null) => new(name, sizeof(uint), sizeof(uint), show ?? Decoding.Show.UnsignedInt);

    internal static Field Short(string name, Decoder? show = null) => new(name, sizeof(short), sizeof(short), show ?? Decoding.Show.Int, IsSigned: true);

    internal static Field UnsignedShort(string name, Decoder? show = null) => new(name, sizeof(ushort), sizeof(ushort), show ?? Decoding.Show.Int);

    internal static Field Long(string name, Decoder? show = null) => new(name, sizeof(long), sizeof(long), show ?? Decoding.Show.Long, IsSigned: true);

    internal static Field UnsignedLong(string name, Decoder? show = null) => new(name, sizeof(ulong), sizeof(ulong), show ?? Decoding.Show.Size);

    /// <summary>An address.</summary>
    internal static Field Pointer(string name, Decoder? show = null) => new(name, sizeof(long), sizeof(long), show ?? Decoding.Show.Address);

    /// <summary>A structure within the structure.</summary>
    internal static Field Of(string name, Structure inner) => new(name, inner.Bytes, inner.Alignment, null) { Inner = inner };

    /// <summary>Bytes within the structure, of which the decoder is given the address.</summary>
    internal static Field At(string name, int bytes, int alignment, Decoder show) => new(name, bytes, alignment, show) { ByAddress = true };

    /// <summary>Bytes that are not shown.</summary>
    internal static Field Skip(int bytes, int alignment = 1) => new("", bytes, alignment, null);
}
