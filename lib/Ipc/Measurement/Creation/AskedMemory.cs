using Ipc.Children;

namespace Ipc.Measurement.Creation;

/// <summary>Memory that a measured parent is given in addition to what it has.</summary>
/// <param name="Mebibytes">How much, in MiB; 0 for none.</param>
/// <param name="HugePages">Whether transparent huge pages are asked for (MADV_HUGEPAGE); otherwise pages of ordinary size only (MADV_NOHUGEPAGE).</param>
internal sealed record AskedMemory(int Mebibytes, bool HugePages = false)
{
    internal long Bytes => (long)Mebibytes << 20;

    /// <summary>Records that the parent maps it and writes to every page.</summary>
    /// <param name="c">The parent's program.</param>
    /// <param name="failIf">Records that it ends where it is refused.</param>
    /// <returns>Its address; 0 for none.</returns>
    internal Value Record(ChildProgram c, Action<Condition> failIf)
    {
        if (Bytes == 0)
        {
            return c.Number(0);
        }

        var block = c.Map(Bytes, MapProtection.Read | MapProtection.Write, MapFlags.Private | MapFlags.Anonymous);
        failIf(block.Is(-1));

        // Fails only on a kernel that has no transparent huge pages, where no page is one anyway.
        _ = HugePages ? c.AdviseHugePages(block, Bytes) : c.AdviseNoHugePages(block, Bytes);
        c.FillAt(block, 1, Bytes);
        return block;
    }
}
