using Ipc.ProcFs;

namespace Ipc.Measurement.Creation;

/// <summary>What a parent had in memory when it was measured.</summary>
/// <param name="ResidentBytes">VmRSS.</param>
/// <param name="AnonymousBytes">RssAnon: what fork has to copy the page tables of.</param>
/// <param name="HugePageBytes">AnonHugePages: how much of it is in transparent huge pages.</param>
/// <param name="PageTableBytes">VmPTE: its page tables.</param>
/// <param name="Mappings">How many mappings it has.</param>
internal sealed record ParentMemory(long ResidentBytes, long AnonymousBytes, long HugePageBytes, long PageTableBytes, int Mappings)
{
    /// <summary>How long it took to write to every page that it was given, about.</summary>
    internal TimeSpan Filled { get; init; }

    /// <summary>A process as it is now.</summary>
    internal static ParentMemory Of(int pid)
    {
        var status = ProcessStatus.Of(pid);
        var uses = MemoryUse.AllOf(pid);
        return new(status.ResidentBytes ?? 0, status.AnonymousBytes ?? 0, uses.Sum(use => use.HugePageBytes), status.PageTableBytes ?? 0, uses.Count);
    }
}
