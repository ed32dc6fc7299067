using System.Runtime.InteropServices;

namespace Ipc.Measurement;

/// <summary>Finds out whether the machine is a virtual one.</summary>
internal static class Hypervisor
{
    private static readonly (string Text, string Name)[] Vendors =
    [
        ("KVM", "KVM"),
        ("OpenStack", "KVM"),
        ("Google Compute Engine", "Google Compute Engine"),
        ("Amazon EC2", "Amazon EC2"),
        ("DigitalOcean", "KVM"),
        ("QEMU", "QEMU"),
        ("VMware", "VMware"),
        ("VirtualBox", "VirtualBox"),
        ("innotek", "VirtualBox"),
        ("Xen", "Xen"),
        ("Parallels", "Parallels"),
        ("BHYVE", "bhyve"),
        ("Apple Virtualization", "Apple Virtualization"),
        ("Hyper-V", "Hyper-V"),
        ("Virtual Machine", "Hyper-V"),
    ];

    private static readonly string[] FirmwareFiles = ["product_name", "sys_vendor", "board_vendor", "bios_vendor", "product_version"];

    internal static HostLayer Find(HostFiles files, Architecture architecture)
    {
        if (files.Text("/proc/sys/kernel/osrelease")?.Contains("microsoft", StringComparison.OrdinalIgnoreCase) == true)
        {
            return new(true, "WSL", "the kernel's release names Microsoft");
        }

        if (files.Field("/proc/cpuinfo", "vendor_id", ':') == "User Mode Linux")
        {
            return new(true, "User Mode Linux", "vendor_id in /proc/cpuinfo");
        }

        var named = Firmware(files) ?? DeviceTree(files) ?? Xen(files);
        var flags = files.Field("/proc/cpuinfo", "flags", ':');
        if (flags?.Split(' ').Contains("hypervisor") == true)
        {
            const string Flag = "hypervisor flag in /proc/cpuinfo";
            return named is { Present: true } found
                ? found with { Evidence = $"{Flag}, {found.Evidence}" }
                : Clock(files) is { } clock ? clock with { Evidence = $"{Flag}, {clock.Evidence}" } : new(true, "", Flag);
        }

        return named ?? (architecture == Architecture.X64 && flags is not null
            ? new(false, "", "no hypervisor flag in /proc/cpuinfo")
            : new(null, "", flags is null && architecture == Architecture.X64
                ? "/proc/cpuinfo shows no flags, and nothing names a hypervisor"
                : $"{HostInfo.Word(architecture)} has no hypervisor flag; neither firmware nor device tree names one"));
    }

    private static HostLayer? Firmware(HostFiles files)
    {
        foreach (var file in FirmwareFiles)
        {
            var path = $"/sys/class/dmi/id/{file}";
            if (files.Text(path) is not { } text)
            {
                continue;
            }

            if (file == "product_name" && text.EndsWith(".metal", StringComparison.Ordinal))
            {
                return new(false, "", $"{path} is \"{text}\"");
            }

            var (known, name) = Vendors.FirstOrDefault(vendor => text.Contains(vendor.Text, StringComparison.OrdinalIgnoreCase));
            if (known is not null)
            {
                return new(true, name, $"{path} is \"{text}\"");
            }
        }

        return null;
    }

    private static HostLayer? DeviceTree(HostFiles files)
    {
        const string Node = "/proc/device-tree/hypervisor/compatible";
        if (files.Text(Node) is { Length: > 0 } compatible)
        {
            var first = compatible.Split('\0')[0];
            return new(true, first.Contains("kvm", StringComparison.Ordinal) ? "KVM" : first.Contains("xen", StringComparison.Ordinal) ? "Xen" : first, $"{Node} is \"{first}\"");
        }

        return files.Text("/proc/device-tree/compatible")?.Split('\0').Contains("linux,dummy-virt") == true
            ? new(true, "QEMU", "/proc/device-tree/compatible is \"linux,dummy-virt\"")
            : null;
    }

    private static HostLayer? Xen(HostFiles files)
    {
        if (files.Text("/proc/xen/capabilities")?.Contains("control_d", StringComparison.Ordinal) == true)
        {
            return new(true, "Xen, its first domain", "/proc/xen/capabilities");
        }

        return files.Text("/sys/hypervisor/type") is { Length: > 0 } type
            ? new(true, type == "xen" ? "Xen" : type, "/sys/hypervisor/type")
            : files.Exists("/proc/xen") ? new(true, "Xen", "/proc/xen") : null;
    }

    /// <summary>Guests of some hypervisors read the time from them, and say so.</summary>
    private static HostLayer? Clock(HostFiles files)
    {
        const string Sources = "/sys/devices/system/clocksource/clocksource0/available_clocksource";
        var clocks = files.Text(Sources)?.Split(' ') ?? [];
        return clocks.Contains("kvm-clock") ? new(true, "KVM", $"kvm-clock in {Sources}")
            : clocks.Any(clock => clock.StartsWith("hyperv", StringComparison.Ordinal)) ? new(true, "Hyper-V", $"a clock of Hyper-V's in {Sources}")
            : null;
    }
}
