using System.Globalization;
using System.Runtime.InteropServices;
using Ipc.Commands;
using Ipc.Measurement;

namespace Ipc.Tests.Measurement;

public class HostInfoTests
{
    [Fact]
    public void This_machine_is_the_one_that_uname_nproc_and_getconf_tell_of()
    {
        var host = HostInfo.Current;

        Assert.Equal(Told("uname", "-r"), host.Kernel);
        Assert.Equal(Told("uname", "-m"), host.Architecture switch { "x86-64" => "x86_64", "arm64" => "aarch64", var other => other });
        Assert.Equal(int.Parse(Told("getconf", "_NPROCESSORS_ONLN"), CultureInfo.InvariantCulture), host.OnlineCpus);
        Assert.Equal(Told("getconf", "GNU_LIBC_VERSION"), host.CLibrary);
        Assert.Equal(Environment.Version.ToString(3), host.Runtime.Split(' ')[^1]);
        Assert.InRange(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes, 1, Math.Min(host.MemoryBytes!.Value, host.MemoryLimitBytes ?? long.MaxValue));
        Assert.Contains(host.Distribution, File.ReadAllText("/etc/os-release"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_process_kept_to_one_cpu_can_use_one()
    {
        // nproc asks sched_getaffinity for itself; it inherits this process's set.
        Assert.Equal(int.Parse(Command.Of("nproc").WithEnvironment("OMP_NUM_THREADS", null).Run().ToString(), CultureInfo.InvariantCulture), HostInfo.Current.UsableCpus);
    }

    [Fact]
    public void Systemd_agrees_about_the_hypervisor_where_it_is_there_to_ask()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/systemd-detect-virt"), "no systemd-detect-virt; install systemd");
        var told = Command.Of("systemd-detect-virt", "--vm").Run().ToString();

        if (HostInfo.Current.Virtual.Present is { } present)
        {
            Assert.Equal(told != "none", present);
        }
    }

    [Fact]
    public void A_machine_that_tells_nothing_is_not_known_and_says_why()
    {
        using var tree = new MachineTree();
        var host = tree.Read();

        Assert.Equal("not known: /proc/sys/kernel/osrelease: ENOENT", host.Kernel);
        Assert.StartsWith("not known: ", host.CpuModel, StringComparison.Ordinal);
        Assert.StartsWith("not known: ", host.Distribution, StringComparison.Ordinal);
        Assert.Null(host.MemoryBytes);
        Assert.Null(host.OnlineCpus);
        Assert.Null(host.CpuQuota);
        Assert.Null(host.Virtual.Present);
        Assert.Null(host.Contained.Present);
        Assert.Contains("/proc/cpuinfo", host.Virtual.Evidence, StringComparison.Ordinal);
        Assert.Contains("/proc/self/ns", host.Contained.Evidence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/proc/sys/kernel/osrelease", "5.15.167.4-microsoft-standard-WSL2", "WSL")]
    [InlineData("/proc/device-tree/hypervisor/compatible", "linux,kvm\0", "KVM")]
    [InlineData("/proc/device-tree/compatible", "linux,dummy-virt\0", "QEMU")]
    [InlineData("/sys/class/dmi/id/sys_vendor", "Amazon EC2\n", "Amazon EC2")]
    [InlineData("/sys/class/dmi/id/product_name", "Apple Virtualization Generic Platform\n", "Apple Virtualization")]
    [InlineData("/sys/hypervisor/type", "xen\n", "Xen")]
    public void A_virtual_arm64_machine_is_known_by_what_it_says_of_itself(string path, string text, string name)
    {
        using var tree = new MachineTree().With(path, text).With("/proc/cpuinfo", "processor\t: 0\nFeatures\t: fp asimd\n");
        var host = tree.Read(Architecture.Arm64);

        Assert.Equal((true, name), (host.Virtual.Present, host.Virtual.Name));
        Assert.Equal("arm64", host.Architecture);
    }

    [Fact]
    public void An_arm64_machine_that_names_no_hypervisor_is_not_known()
    {
        using var tree = new MachineTree().With("/proc/cpuinfo", "processor\t: 0\nFeatures\t: fp asimd\n");

        Assert.Null(tree.Read(Architecture.Arm64).Virtual.Present);
    }

    [Theory]
    [InlineData("fpu vme hypervisor lahf_lm", "tsc kvm-clock acpi_pm", true, "KVM")]
    [InlineData("fpu vme hypervisor lahf_lm", "hyperv_clocksource_tsc_page acpi_pm", true, "Hyper-V")]
    [InlineData("fpu vme hypervisor lahf_lm", "tsc", true, "")]
    [InlineData("fpu vme lahf_lm", "tsc", false, "")]
    public void The_hypervisor_flag_decides_on_x86_and_the_clock_names_it(string flags, string clocks, bool present, string name)
    {
        using var tree = new MachineTree()
            .With("/proc/cpuinfo", $"processor\t: 0\nmodel name\t: A CPU\nflags\t\t: {flags}\n")
            .With("/sys/devices/system/clocksource/clocksource0/available_clocksource", clocks + "\n");
        var host = tree.Read();

        Assert.Equal((present, name, "A CPU"), (host.Virtual.Present, host.Virtual.Name, host.CpuModel));
    }

    [Fact]
    public void A_rented_machine_without_a_hypervisor_is_not_virtual()
    {
        using var tree = new MachineTree().With("/sys/class/dmi/id/product_name", "m7g.metal\n").With("/sys/class/dmi/id/sys_vendor", "Amazon EC2\n");

        Assert.False(tree.Read(Architecture.Arm64).Virtual.Present);
    }

    [Theory]
    [InlineData("/.dockerenv", "", "Docker")]
    [InlineData("/run/.containerenv", "", "Podman")]
    [InlineData("/run/systemd/container", "systemd-nspawn\n", "systemd-nspawn")]
    [InlineData("/proc/1/environ", "HOME=/\0container=lxc\0", "lxc")]
    [InlineData("/proc/1/cgroup", "0::/kubepods.slice/pod1\n", "Kubernetes")]
    public void A_process_in_namespaces_of_its_own_is_contained_and_the_mark_names_by_whom(string path, string text, string name)
    {
        using var tree = new MachineTree().With(path, text).WithLink("/proc/self/ns/pid", "pid:[4026532441]");
        var contained = tree.Read().Contained;

        Assert.Equal((true, name), (contained.Present, contained.Name));
        Assert.Contains("pid namespace", contained.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mark_in_the_first_namespaces_is_an_image_that_no_container_runs()
    {
        using var tree = new MachineTree().With("/.dockerenv", "").WithFirstNamespaces();
        var contained = tree.Read().Contained;

        Assert.False(contained.Present);
        Assert.EndsWith("although there is /.dockerenv", contained.Evidence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0-3,8\n", 5)]
    [InlineData("0\n", 1)]
    [InlineData("none\n", null)]
    public void The_list_of_online_cpus_is_counted(string list, int? count) => Assert.Equal(count, HostInfo.Count(list.Trim()));

    private static string Told(string program, params string[] arguments) => Command.Of(program, arguments).Run().ToString();
}
