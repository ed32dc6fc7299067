namespace Ipc.Native;

/// <summary>linux/futex.h: the operations of futex(2), and what the kernel writes into the word of an owner that died.</summary>
/// <seealso href="https://man7.org/linux/man-pages/man2/futex.2.html"/>
internal static class FutexOperation
{
    internal const int FUTEX_WAIT = 0, FUTEX_WAKE = 1, FUTEX_CMP_REQUEUE = 4, FUTEX_WAIT_BITSET = 9, FUTEX_WAKE_BITSET = 10, FUTEX_PRIVATE_FLAG = 128;
    internal const uint FUTEX_WAITERS = 0x8000_0000, FUTEX_OWNER_DIED = 0x4000_0000, FUTEX_TID_MASK = 0x3fff_ffff;

    /// <summary>sizeof(struct robust_list_head): the first entry, the distance from an entry to its futex, an operation under way.</summary>
    internal const int RobustHeadBytes = 24;

    /// <summary>The macro of an operation that a step uses.</summary>
    internal static string Name(long operation)
    {
        var name = (operation & ~FUTEX_PRIVATE_FLAG) switch
        {
            FUTEX_WAIT => "FUTEX_WAIT",
            FUTEX_WAKE => "FUTEX_WAKE",
            FUTEX_CMP_REQUEUE => "FUTEX_CMP_REQUEUE",
            FUTEX_WAIT_BITSET => "FUTEX_WAIT_BITSET",
            _ => "FUTEX_WAKE_BITSET",
        };
        return (operation & FUTEX_PRIVATE_FLAG) != 0 ? name + "_PRIVATE" : name;
    }
}
