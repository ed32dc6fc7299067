namespace Ipc.Tracing.Decoding;

/// <summary>sys/uio.h: struct iovec, and what lies in its buffers.</summary>
internal static class IoVector
{
    private static readonly Structure Piece = new(Field.Pointer("iov_base"), Field.UnsignedLong("iov_len"));

    /// <summary>Buffers that the caller filled: their number is the argument of this index.</summary>
    internal static Decoder Given(int countIndex) => (call, address) => Texts(call, address, call.Words[countIndex], long.MaxValue);

    /// <summary>Buffers that the caller filled.</summary>
    internal static string Texts(CallContext call, long address, long count, long bytes)
    {
        var left = bytes;
        return Show.Array(call, address, count, Piece.Bytes, (c, at) =>
        {
            if (c.Bytes(at, Piece.Bytes).Length < Piece.Bytes)
            {
                return null;
            }

            var length = Piece.Get(c, at, "iov_len");
            var shown = Math.Min(length < 0 ? long.MaxValue : length, left);
            left -= shown;
            return $"{{iov_base={Show.Text(c, Piece.Get(c, at, "iov_base"), shown)}, iov_len={Show.Size(c, length)}}}";
        });
    }

    /// <summary>Buffers of which the call filled as many bytes as it returned; their addresses where it failed.</summary>
    internal static string Filled(CallContext call, long address, long count) => call.Failed ? Addresses(call, address, count) : Texts(call, address, count, call.Result);

    /// <summary>Buffers by their addresses.</summary>
    internal static string Addresses(CallContext call, long address, long count) => Show.Array(call, address, count, Piece.Bytes, Piece.Find);
}
