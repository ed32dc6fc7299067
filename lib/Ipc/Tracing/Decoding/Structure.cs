using System.Buffers.Binary;

namespace Ipc.Tracing.Decoding;

/// <summary>A C structure, described by its fields in order: each begins where the ABI of x86-64 and arm64 aligns it, so that no offset is written down.</summary>
internal sealed class Structure
{
    private readonly (Field Field, int Offset)[] fields;

    internal Structure(params IReadOnlyList<Field> fields)
    {
        var end = 0;
        this.fields = [.. fields.Select(field =>
        {
            var offset = (end + field.Alignment - 1) / field.Alignment * field.Alignment;
            end = offset + field.Bytes;
            return (field, offset);
        })];
        Alignment = fields.Count == 0 ? 1 : fields.Max(field => field.Alignment);
        Bytes = (end + Alignment - 1) / Alignment * Alignment;
    }

    /// <summary>sizeof.</summary>
    internal int Bytes { get; }

    /// <summary>alignof.</summary>
    internal int Alignment { get; }

    /// <summary>There is more in it than is shown: "..." at its end.</summary>
    internal bool IsAbbreviated { get; init; }

    /// <summary>How one is shown whose fields depend on each other; <c>null</c> for one field after the other.</summary>
    internal Func<CallContext, long, string>? Special { get; init; }

    /// <summary>The structure at an address: {a=1, b=2}; NULL, or the address where nothing can be read.</summary>
    internal string? Show(CallContext call, long address) => Find(call, address) ?? Decoding.Show.Address(call, address);

    /// <summary>The structure at an address, or <c>null</c> where it cannot be read.</summary>
    internal string? Find(CallContext call, long address) => Find(call, address, Bytes);

    /// <summary>The structure at an address of which only so many bytes are there: what lies beyond is left out.</summary>
    internal string? Find(CallContext call, long address, int limit)
    {
        var size = Math.Min(limit, Bytes);
        var bytes = call.Bytes(address, size);
        if (address == 0 || bytes.Length < size)
        {
            return null;
        }

        if (Special is not null)
        {
            return Special(call, address);
        }

        var parts = new List<string>();
        foreach (var (field, offset) in fields)
        {
            if (offset + field.Bytes > size)
            {
                break;
            }

            var text = field.Inner is { } inner ? inner.Find(call, address + offset)
                : field.Show?.Invoke(call, field.ByAddress ? address + offset : Number(field, bytes[offset..]));
            if (text is not null)
            {
                parts.Add(field.Prefix + text);
            }
        }

        if (IsAbbreviated)
        {
            parts.Add("...");
        }

        return $"{{{string.Join(", ", parts)}}}";
    }

    /// <summary>So many structures in a row: [{…}, {…}].</summary>
    internal string? Array(CallContext call, long address, long count) => Decoding.Show.Array(call, address, count, Bytes, Find);

    /// <summary>The number in a field of the structure at an address; 0 where it cannot be read.</summary>
    internal long Get(CallContext call, long address, string name)
    {
        var (field, offset) = System.Array.Find(fields, one => one.Field.Name == name);
        var bytes = call.Bytes(address + offset, field.Bytes);
        return address == 0 || bytes.Length < field.Bytes ? 0 : Number(field, bytes);
    }

    /// <summary>The address of a field of the structure at an address.</summary>
    internal long AddressOf(long address, string name) => address + System.Array.Find(fields, one => one.Field.Name == name).Offset;

    private static long Number(Field field, ReadOnlySpan<byte> bytes) => field.Bytes switch
    {
        1 => bytes[0],
        2 => field.IsSigned ? BinaryPrimitives.ReadInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes),
        4 => field.IsSigned ? BinaryPrimitives.ReadInt32LittleEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes),
        8 => BinaryPrimitives.ReadInt64LittleEndian(bytes),
        _ => 0,
    };
}
