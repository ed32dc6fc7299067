namespace Ipc.Tracing.Decoding;

/// <summary>futex: how many arguments there are, and what they mean, depends on the operation.</summary>
/// <seealso href="https://man7.org/linux/man-pages/man2/futex.2.html"/>
internal static class FutexSignatures
{
    private const int Private = 128, ClockRealtime = 256;

    private static readonly FlagSet Operations = FlagSet.Numbered("FUTEX",
        "FUTEX_WAIT FUTEX_WAKE FUTEX_FD FUTEX_REQUEUE FUTEX_CMP_REQUEUE FUTEX_WAKE_OP FUTEX_LOCK_PI FUTEX_UNLOCK_PI FUTEX_TRYLOCK_PI FUTEX_WAIT_BITSET FUTEX_WAKE_BITSET FUTEX_WAIT_REQUEUE_PI FUTEX_CMP_REQUEUE_PI FUTEX_LOCK_PI2");

    private static readonly FlagSet WakeOperations = FlagSet.Numbered("FUTEX_OP", "FUTEX_OP_SET FUTEX_OP_ADD FUTEX_OP_OR FUTEX_OP_ANDN FUTEX_OP_XOR");
    private static readonly FlagSet Comparisons = FlagSet.Numbered("FUTEX_OP_CMP", "FUTEX_OP_CMP_EQ FUTEX_OP_CMP_NE FUTEX_OP_CMP_LT FUTEX_OP_CMP_LE FUTEX_OP_CMP_GT FUTEX_OP_CMP_GE");
    private static readonly FlagSet WaitFlags = new("FUTEX", (2, "FUTEX_32"), (Private, "FUTEX_PRIVATE_FLAG"));
    private static readonly Structure Waiter = new(Field.UnsignedLong("val", Show.Word), Field.Pointer("uaddr"), Field.UnsignedInt("flags", WaitFlags.Flags), Field.Skip(sizeof(uint), sizeof(uint)));

    private static readonly Parameter Word = new("uaddr", Show.Address), Flags = new("flags", WaitFlags.Flags), Mask = new("mask", Show.Word), Timeout = new("timeout", TimeText.Nanoseconds.Show), Clock = new("clockid", TimeSignatures.ClockNames.Value);

    internal static IEnumerable<Signature> All { get; } =
    [
        new("futex", Word, new("futex_op", Operation), new("val", Value), new("timeout", FourthWord), new("uaddr2", SecondWord), new("val3", ThirdValue)),
        new("futex_waitv",
            new("waiters", (call, at) => Waiter.Array(call, at, (uint)call.Words[1])),
            new("nr_futexes", Show.UnsignedInt),
            new("flags", Show.UnsignedInt),
            Timeout,
            Clock),
        new("futex_wake", Word, Mask, new("nr", Show.Int), Flags),
        new("futex_wait", Word, new("val", Show.Word), Mask, Flags, Timeout, Clock),
        new("futex_requeue", new("waiters", (call, at) => Waiter.Array(call, at, 2)), new("flags", Show.UnsignedInt), new("nr_wake", Show.Int), new("nr_requeue", Show.Int)),
    ];

    private static int Kind(CallContext call) => (int)call.Words[1] & ~(Private | ClockRealtime);

    private static string? Operation(CallContext call, long word)
    {
        var name = Operations.Find(Kind(call));
        return name is null ? $"{Show.HexInt(call, word)} /* FUTEX_??? */"
            : name + ((word & Private) != 0 ? "_PRIVATE" : "") + ((word & ClockRealtime) != 0 ? "|FUTEX_CLOCK_REALTIME" : "");
    }

    private static string? Value(CallContext call, long word) => Operations.Find(Kind(call)) switch
    {
        "FUTEX_LOCK_PI" or "FUTEX_LOCK_PI2" or "FUTEX_UNLOCK_PI" or "FUTEX_TRYLOCK_PI" => null,
        _ => Show.UnsignedInt(call, word),
    };

    /// <summary>The fourth argument is a time, or a second count.</summary>
    private static string? FourthWord(CallContext call, long word) => Operations.Find(Kind(call)) switch
    {
        "FUTEX_WAIT" or "FUTEX_LOCK_PI" or "FUTEX_LOCK_PI2" or "FUTEX_WAIT_BITSET" or "FUTEX_WAIT_REQUEUE_PI" => TimeText.Nanoseconds.Show(call, word),
        "FUTEX_REQUEUE" or "FUTEX_CMP_REQUEUE" or "FUTEX_CMP_REQUEUE_PI" or "FUTEX_WAKE_OP" => Show.UnsignedInt(call, word),
        null => Show.Word(call, word),
        _ => null,
    };

    private static string? SecondWord(CallContext call, long word) => Operations.Find(Kind(call)) switch
    {
        "FUTEX_REQUEUE" or "FUTEX_CMP_REQUEUE" or "FUTEX_CMP_REQUEUE_PI" or "FUTEX_WAKE_OP" or "FUTEX_WAIT_REQUEUE_PI" => Show.Address(call, word),
        null => Show.Word(call, word),
        _ => null,
    };

    private static string? ThirdValue(CallContext call, long word) => Operations.Find(Kind(call)) switch
    {
        "FUTEX_WAIT_BITSET" or "FUTEX_WAKE_BITSET" => (uint)word == uint.MaxValue ? "FUTEX_BITSET_MATCH_ANY" : Show.HexInt(call, word),
        "FUTEX_CMP_REQUEUE" or "FUTEX_CMP_REQUEUE_PI" => Show.UnsignedInt(call, word),
        "FUTEX_WAKE_OP" => WakeOperation((uint)word),
        null => Show.Word(call, word),
        _ => null,
    };

    private static string WakeOperation(uint word)
    {
        const int ShiftArgument = 8;
        var operation = (word >> 28) & 0xf;
        var shift = (operation & ShiftArgument) != 0 ? "FUTEX_OP_OPARG_SHIFT<<28|" : "";
        return $"{shift}{WakeOperations.Value(operation & 7)}<<28|{Number((word >> 12) & 0xfff)}<<12|{Comparisons.Value((word >> 24) & 0xf)}<<24|{Number(word & 0xfff)}";
    }

    private static string Number(uint value) => value == 0 ? "0" : Show.Hex(value);
}
