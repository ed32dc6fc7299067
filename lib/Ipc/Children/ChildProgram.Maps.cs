using Ipc.Children.Interpreter;
using Ipc.Native;
using Ipc.Tracing.Decoding;

namespace Ipc.Children;

/// <content>Mapped memory: mmap, munmap, msync, and work on the bytes.</content>
public sealed partial class ChildProgram
{
    private const int MS_SYNC = 4;

    /// <summary>Maps memory of the child's own: mmap(2).</summary>
    /// <param name="bytes">Its length, which the kernel rounds up to whole pages.</param>
    /// <param name="protection">What may be done with it.</param>
    /// <param name="flags">Whether it is shared, and what stands behind it.</param>
    /// <param name="descriptor">An open file, mapped from its start; leave it out for anonymous memory.</param>
    /// <returns>The address, or −1.</returns>
    /// <seealso href="https://man7.org/linux/man-pages/man2/mmap.2.html"/>
    public Value Map(Operand bytes, MapProtection protection, MapFlags flags, Operand? descriptor = null)
    {
        var shown = $"mmap(NULL, {{1}}, {MemoryFlags.Protection.Flags((long)protection)}, {MemoryFlags.Map((long)flags)}, {{4}}, 0)";
        return CallStep("mmap", shown, [0, bytes, (int)protection, (int)flags, descriptor ?? -1, 0], intResult: false);
    }

    /// <summary>Takes a mapping away: munmap(2).</summary>
    /// <param name="address">Its first address.</param>
    /// <param name="bytes">Its length.</param>
    public Value Unmap(Operand address, Operand bytes) => CallStep("munmap", "munmap(0x{0:x}, {1})", [address, bytes]);

    /// <summary>Has what was written to a shared mapping of a file written to the disk, and waits for that: msync(2) with MS_SYNC.</summary>
    /// <param name="address">Its first address.</param>
    /// <param name="bytes">Its length.</param>
    /// <seealso href="https://man7.org/linux/man-pages/man2/msync.2.html"/>
    public Value Sync(Operand address, Operand bytes) => CallStep("msync", "msync(0x{0:x}, {1}, MS_SYNC)", [address, bytes, MS_SYNC]);

    /// <summary>Gives a mapping another length, and another place where its own has no room: mremap(2) with MREMAP_MAYMOVE. Its pages go with it; no byte is copied.</summary>
    /// <param name="address">Its first address.</param>
    /// <param name="bytes">Its length.</param>
    /// <param name="newBytes">Its new length.</param>
    /// <param name="target">Where it has to be from then on, with MREMAP_FIXED; what is mapped there goes. Leave it out to let the kernel choose.</param>
    /// <returns>The new address, or −1.</returns>
    /// <seealso href="https://man7.org/linux/man-pages/man2/mremap.2.html"/>
    public Value Remap(Operand address, Operand bytes, Operand newBytes, Operand? target = null)
    {
        var flags = Mman.MREMAP_MAYMOVE | (target is null ? 0 : Mman.MREMAP_FIXED);
        var shown = $"mremap(0x{{0:x}}, {{1}}, {{2}}, {MemoryFlags.Remap.Flags(flags)}{(target is null ? "" : ", 0x{4:x}")})";
        return CallStep("mremap", shown, [address, bytes, newBytes, flags, target ?? 0], intResult: false);
    }

    /// <summary>Asks for transparent huge pages: madvise(2) with MADV_HUGEPAGE.</summary>
    /// <param name="address">The first address of a mapping.</param>
    /// <param name="bytes">Its length.</param>
    /// <returns>0; or −1 with EINVAL where the kernel has none.</returns>
    public Value AdviseHugePages(Operand address, Operand bytes) => CallStep("madvise", "madvise(0x{0:x}, {1}, MADV_HUGEPAGE)", [address, bytes, Mman.MADV_HUGEPAGE]);

    /// <summary>Asks for pages of ordinary size: madvise(2) with MADV_NOHUGEPAGE.</summary>
    /// <param name="address">The first address of a mapping.</param>
    /// <param name="bytes">Its length.</param>
    public Value AdviseNoHugePages(Operand address, Operand bytes) => CallStep("madvise", "madvise(0x{0:x}, {1}, MADV_NOHUGEPAGE)", [address, bytes, Mman.MADV_NOHUGEPAGE]);

    /// <summary>Sets bytes at an address: memset(3).</summary>
    /// <param name="address">The first address.</param>
    /// <param name="value">What each byte becomes.</param>
    /// <param name="bytes">How many.</param>
    public Value FillAt(Operand address, byte value, Operand bytes) =>
        Emit(Op.Call, [address, (int)value, bytes], Libc.Address("memset"), step: new StepDescription("fill_at", $"memset(0x{{0:x}}, {value}, {{2}})"));

    /// <summary>Compares bytes at two places: memcmp(3).</summary>
    /// <param name="one">The one address.</param>
    /// <param name="other">The other.</param>
    /// <param name="bytes">How many.</param>
    /// <returns>0 where all are the same.</returns>
    /// <seealso href="https://man7.org/linux/man-pages/man3/memcmp.3.html"/>
    public Value CompareAt(Operand one, Operand other, Operand bytes) =>
        Emit(Op.Call, [one, other, bytes], Libc.Address("memcmp"), Instruction.Flag.IntResult, new StepDescription("compare_at", "memcmp(0x{0:x}, 0x{1:x}, {2})"));

    /// <summary>Copies bytes from one place to another: memmove(3).</summary>
    /// <param name="target">Where to.</param>
    /// <param name="source">Where from.</param>
    /// <param name="bytes">How many.</param>
    public Value CopyAt(Operand target, Operand source, Operand bytes) =>
        Emit(Op.Call, [target, source, bytes], Libc.Address("memmove"), step: new StepDescription("copy_at", "memmove(0x{0:x}, 0x{1:x}, {2})"));

    /// <summary>Reads the 64-bit word at an address. Where nothing is mapped, or nothing may be read, a signal ends the child.</summary>
    /// <param name="address">The address.</param>
    public Value LoadAt(Operand address) => Emit(Op.Load, [address], step: new StepDescription("load_at", "load_at(0x{0:x})"));

    /// <summary>Writes the 64-bit word at an address. Where nothing is mapped, or nothing may be written, a signal ends the child.</summary>
    /// <param name="address">The address.</param>
    /// <param name="value">The word.</param>
    public Value StoreAt(Operand address, Operand value) => Emit(Op.Store, [address, value], step: new StepDescription("store_at", "store_at(0x{0:x}, {1})"));
}
