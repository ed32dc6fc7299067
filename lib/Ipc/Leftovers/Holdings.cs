using Ipc.ProcFs;

namespace Ipc.Leftovers;

/// <summary>What this process holds at one moment that an experiment could have left behind.</summary>
/// <param name="Children">Its children, zombies too, whoever started them.</param>
/// <param name="Descriptors">Descriptors that the laboratory has opened and not closed.</param>
/// <param name="Mappings">Memory mappings that the laboratory has made and not removed.</param>
/// <param name="Objects">Objects in the journal: files, FIFOs, queues, shared memory.</param>
public sealed record Holdings(
    IReadOnlyList<ProcessStat> Children,
    int Descriptors,
    int Mappings,
    IReadOnlyList<KernelObject> Objects) : IObservation
{
    /// <summary>What this process holds now.</summary>
    public static Holdings Now()
    {
        var children = ProcessTree.All().Where(process => process.ParentPid == Environment.ProcessId).ToList();
        return new Holdings(children, Laboratory.OpenDescriptors, Laboratory.LiveMappings, Journal.Current.Objects);
    }

    /// <summary>What is held beyond an earlier moment, a line each: empty where nothing was left behind.</summary>
    /// <param name="before">The earlier moment.</param>
    public IReadOnlyList<string> Beyond(Holdings before)
    {
        ArgumentNullException.ThrowIfNull(before);
        var known = before.Children.Select(child => (child.Pid, child.StartedAfterBoot)).ToHashSet();
        return
        [
            .. Children.Where(child => !known.Contains((child.Pid, child.StartedAfterBoot))).Select(child => $"child {child.Pid} ({child.Command}), {child.State}"),
            .. Descriptors > before.Descriptors ? [$"{Descriptors - before.Descriptors} descriptors of the laboratory"] : Array.Empty<string>(),
            .. Mappings > before.Mappings ? [$"{Mappings - before.Mappings} mappings of the laboratory"] : Array.Empty<string>(),
            .. Objects.Except(before.Objects).Select(left => $"{left.Kind} {left.Name}"),
        ];
    }
}
