using Ipc.ProcFs;

namespace Ipc.Hangs;

/// <summary>Who has which object open: the descriptors of every process that may be looked at, read once.</summary>
internal sealed class Holders
{
    private readonly Lazy<List<(ProcessStat Process, OpenDescriptor Descriptor)>> all = new(Read);

    /// <summary>Whoever has a descriptor for an object, with the access that is asked for.</summary>
    /// <param name="target">The object, as /proc names it: "pipe:[4711]", or a path.</param>
    /// <param name="access">"read" or "write".</param>
    internal IEnumerable<(ProcessStat Process, OpenDescriptor Descriptor)> Of(string target, string access) =>
        all.Value.Where(one => one.Descriptor.Target == target && (one.Descriptor.Access == access || one.Descriptor.Access == "read and write"));

    /// <summary>Whoever has a descriptor for an object.</summary>
    internal IEnumerable<(ProcessStat Process, OpenDescriptor Descriptor)> Of(string target) => all.Value.Where(one => one.Descriptor.Target == target);

    /// <summary>What to call a process.</summary>
    internal static string NameOf(ProcessStat process) => process.Pid == Environment.ProcessId ? "this notebook" : process.Command;

    private static List<(ProcessStat Process, OpenDescriptor Descriptor)> Read() =>
        [.. ProcessTree.All().SelectMany(process => OpenDescriptor.TryTableOf(process.Pid).Select(descriptor => (process, descriptor)))];
}
