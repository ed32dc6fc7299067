using System.Globalization;
using System.Runtime.InteropServices;
using Ipc.Native;

namespace Ipc.Measurement;

/// <summary>What the machine is that everything is observed on. A fact that it does not tell is "not known", with the reason.</summary>
/// <param name="Kernel">The kernel's release, as <c>uname -r</c> prints it.</param>
/// <param name="Architecture">"x86-64", "arm64", or the name of another.</param>
/// <param name="UsableCpus">CPUs that this process may run on: sched_getaffinity(2).</param>
/// <param name="OnlineCpus">CPUs that the kernel runs on; <c>null</c> where it does not tell.</param>
/// <param name="CpuQuota">How many CPUs' worth of time the control groups allow; <c>null</c> without a quota.</param>
/// <param name="CpuModel">The CPU's name.</param>
/// <param name="MemoryBytes">The machine's memory, MemTotal of /proc/meminfo; <c>null</c> where it does not tell.</param>
/// <param name="MemoryLimitBytes">The least that the control groups allow; <c>null</c> without a limit.</param>
/// <param name="Virtual">Whether a hypervisor runs the machine.</param>
/// <param name="Contained">Whether this process runs in a container.</param>
/// <param name="CLibrary">The C library and its version: "glibc 2.36".</param>
/// <param name="Runtime">The .NET runtime and its version.</param>
/// <param name="Distribution">The distribution's name for itself: PRETTY_NAME of os-release(5).</param>
public sealed record HostInfo(
    string Kernel,
    string Architecture,
    [property: Column("usable CPUs")] int UsableCpus,
    [property: Column("online CPUs")] int? OnlineCpus,
    [property: Column("CPU quota", Unit = "CPUs")] double? CpuQuota,
    [property: Column("CPU")] string CpuModel,
    [property: Column("memory", Unit = "bytes")] long? MemoryBytes,
    [property: Column("memory limit", Unit = "bytes")] long? MemoryLimitBytes,
    [property: Column("virtual machine")] HostLayer Virtual,
    [property: Column("container")] HostLayer Contained,
    [property: Column("C library")] string CLibrary,
    [property: Column(".NET")] string Runtime,
    string Distribution) : IObservation
{
    private static readonly Lazy<HostInfo> Examined = new(() => Of(new HostFiles(), RuntimeInformation.OSArchitecture));

    /// <summary>This machine, as it was when first asked.</summary>
    public static HostInfo Current => Examined.Value;

    /// <summary>Memory that this process can still be given without swapping, in bytes: MemAvailable, as the kernel estimates it, or what its control groups have left where that is less; 0 where the kernel does not tell.</summary>
    /// <seealso href="https://man7.org/linux/man-pages/man5/proc_meminfo.5.html"/>
    public static long AvailableMemory() => AvailableMemory(new HostFiles());

    internal static long AvailableMemory(HostFiles files) => (long)Math.Min(Memory(files, "MemAvailable") ?? 0, ControlGroup.MemoryLeft(files) ?? double.MaxValue);

    /// <inheritdoc/>
    public override string ToString() => $"Linux {Kernel}, {Architecture}, {UsableCpus} CPUs, {CLibrary}, {Runtime}, {Distribution}; virtual machine: {Virtual}; container: {Contained}";

    internal static HostInfo Of(HostFiles files, Architecture architecture) => new(
        files.Text("/proc/sys/kernel/osrelease", out var noKernel) ?? $"not known: {noKernel}",
        Word(architecture),
        Usable(),
        Count(files.Text("/sys/devices/system/cpu/online")),
        ControlGroup.CpuQuota(files).Value,
        Model(files),
        Memory(files),
        (long?)ControlGroup.Memory(files).Value,
        Hypervisor.Find(files, architecture),
        Container.Find(files),
        LibcVersion.Current,
        RuntimeInformation.FrameworkDescription,
        files.Field("/etc/os-release", "PRETTY_NAME", '=') ?? files.Field("/usr/lib/os-release", "PRETTY_NAME", '=') ?? "not known: no os-release has a PRETTY_NAME");

    internal static string Word(Architecture architecture) => architecture switch
    {
        System.Runtime.InteropServices.Architecture.X64 => "x86-64",
        System.Runtime.InteropServices.Architecture.Arm64 => "arm64",
        var other => other.ToString(),
    };

    /// <summary>How many CPUs a list such as "0-3,8" names.</summary>
    internal static int? Count(string? list)
    {
        var count = 0;
        foreach (var range in list?.Split(',') ?? [])
        {
            var ends = range.Split('-');
            if (!int.TryParse(ends[0], CultureInfo.InvariantCulture, out var first) || !int.TryParse(ends[^1], CultureInfo.InvariantCulture, out var last))
            {
                return null;
            }

            count += last - first + 1;
        }

        return count > 0 ? count : null;
    }

    private static int Usable()
    {
        try
        {
            return Sched.UsableCpus(Environment.ProcessId);
        }
        catch (PosixException)
        {
            return Environment.ProcessorCount;
        }
    }

    // arm64's /proc/cpuinfo has no name; firmware or the device tree may have one for the machine.
    private static string Model(HostFiles files) =>
        files.Field("/proc/cpuinfo", "model name", ':')
        ?? files.Field("/proc/cpuinfo", "Model", ':')
        ?? files.Text("/proc/device-tree/model")
        ?? files.Text("/sys/class/dmi/id/product_name")
        ?? "not known: neither /proc/cpuinfo, device tree nor firmware names it";

    private static long? Memory(HostFiles files, string field = "MemTotal") =>
        long.TryParse(files.Field("/proc/meminfo", field, ':')?.Split(' ')[0], CultureInfo.InvariantCulture, out var kibibytes) ? kibibytes * 1024 : null;
}
