using System.Text.RegularExpressions;
using Ipc.ProcFs;

namespace Course.Stress;

/// <summary>What this process holds, as the kernel lists it: descriptors and mappings, by what they are of.</summary>
internal sealed partial class ProcessHoldings
{
    /// <summary>How /proc/PID/maps names shared anonymous memory: the images of child programs, and those of assemblies that were loaded from memory.</summary>
    private const string SharedAnonymous = "/dev/zero (deleted)";

    private readonly Dictionary<string, int> descriptors;
    private readonly Dictionary<string, int> mappings;

    private ProcessHoldings(Dictionary<string, int> descriptors, Dictionary<string, int> mappings)
    {
        this.descriptors = descriptors;
        this.mappings = mappings;
    }

    internal static ProcessHoldings Now() => new(
        Count(OpenDescriptor.TableOf(Environment.ProcessId).Select(descriptor => Numbers().Replace(descriptor.Target, "…"))),
        Count(MemoryMapping.AllOf(Environment.ProcessId).Select(mapping => mapping.Path.Length > 0 ? mapping.Path : "anonymous memory")));

    /// <summary>How many more descriptors of each kind there are than before.</summary>
    internal IReadOnlyDictionary<string, int> MoreDescriptors(ProcessHoldings before) => More(descriptors, before.descriptors);

    /// <summary>How many more mappings of each kind there are than before.</summary>
    internal IReadOnlyDictionary<string, int> MoreMappings(ProcessHoldings before) => More(mappings, before.mappings);

    /// <summary>How many more mappings of shared anonymous memory there are than before.</summary>
    internal int MoreSharedMemory(ProcessHoldings before) => MoreMappings(before).GetValueOrDefault(SharedAnonymous);

    private static Dictionary<string, int> Count(IEnumerable<string> names) => names.CountBy(name => name).ToDictionary();

    private static Dictionary<string, int> More(Dictionary<string, int> now, Dictionary<string, int> before) =>
        now.Select(entry => (entry.Key, More: entry.Value - before.GetValueOrDefault(entry.Key))).Where(entry => entry.More > 0).ToDictionary(entry => entry.Key, entry => entry.More);

    // pipe:[4711] and pipe:[4712] are of one kind.
    [GeneratedRegex(@"\d+")]
    private static partial Regex Numbers();
}
