using System.Globalization;
using Ipc.Measurement;

namespace Ipc.Notebooks;

/// <summary>The machine in one line, for the first cell and for the caption of every chart.</summary>
internal static class HostLine
{
    private const int LineLength = 120, ShortestKernel = 14;

    /// <summary>The line of this machine.</summary>
    public static string Current { get; } = Of(HostInfo.Current, DateTime.Now);

    /// <summary>The line of a machine: kernel, architecture, CPUs, virtual or not, in a container or not, C library, .NET, date.</summary>
    internal static string Of(HostInfo host, DateTime day)
    {
        string[] parts =
        [
            host.Architecture,
            Cpus(host),
            Layers(host),
            Known("C library", host.CLibrary),
            host.Runtime,
            day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ];
        var rest = string.Concat(parts.Select(part => $" · {part}"));
        return $"Linux {Cut(host.Kernel, LineLength - "Linux ".Length - rest.Length)}{rest}";
    }

    private static string Cpus(HostInfo host)
    {
        var all = host.OnlineCpus ?? host.UsableCpus;
        var usable = Math.Min(host.UsableCpus, host.CpuQuota ?? double.MaxValue);
        var number = usable.ToString("0.#", CultureInfo.InvariantCulture);
        return usable < all ? $"{number} of {all} CPUs" : usable == 1 ? "1 CPU" : $"{number} CPUs";
    }

    private static string Layers(HostInfo host)
    {
        var machine = host.Virtual.Present switch
        {
            true => host.Virtual.Name.Length > 0 ? $"virtual ({host.Virtual.Name})" : "virtual",
            false => "not virtual",
            null => "virtual or not: not known",
        };
        return host.Contained.Present switch
        {
            true => $"{machine}, {(host.Contained.Name.Length > 0 ? $"{host.Contained.Name} container" : "container")}",
            false => machine,
            null => $"{machine}, container or not: not known",
        };
    }

    private static string Known(string what, string value) => value.Split(", version not known")[0] is var text && text.StartsWith("not known", StringComparison.Ordinal) ? $"{what}: not known" : text;

    private static string Cut(string kernel, int length) =>
        kernel.StartsWith("not known", StringComparison.Ordinal) ? "(release not known)"
        : kernel.Length <= Math.Max(length, ShortestKernel) ? kernel
        : kernel[..(Math.Max(length, ShortestKernel) - 1)] + "…";
}
