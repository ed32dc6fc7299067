using Ipc.Measurement;

namespace Ipc.Tests.Measurement;

public class ControlGroupTests
{
    private const string Version2 = "30 23 0:26 / /sys/fs/cgroup rw,nosuid - cgroup2 cgroup rw\n";
    private const string Version1 = "30 23 0:26 /docker/abc /sys/fs/cgroup/cpu,cpuacct ro shared:9 - cgroup cgroup rw,cpu,cpuacct\n31 23 0:27 /docker/abc /sys/fs/cgroup/memory ro - cgroup cgroup rw,memory\n";

    [Fact]
    public void The_tightest_quota_of_a_group_and_those_above_it_holds()
    {
        using var tree = new MachineTree()
            .With("/proc/self/mountinfo", Version2)
            .With("/proc/self/cgroup", "0::/a/b\n")
            .With("/sys/fs/cgroup/a/b/cpu.max", "max 100000\n")
            .With("/sys/fs/cgroup/a/cpu.max", "150000 100000\n")
            .With("/sys/fs/cgroup/a/b/memory.max", "1048576\n")
            .With("/sys/fs/cgroup/a/memory.max", "max\n");
        var host = tree.Read();

        Assert.Equal(1.5, host.CpuQuota);
        Assert.Equal(1048576, host.MemoryLimitBytes);
    }

    [Fact]
    public void A_container_on_version_1_finds_its_group_at_the_mount()
    {
        using var tree = new MachineTree()
            .With("/proc/self/mountinfo", Version1)
            .With("/proc/self/cgroup", "4:cpu,cpuacct:/docker/abc\n3:memory:/docker/abc\n0::/\n")
            .With("/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us", "50000\n")
            .With("/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_period_us", "100000\n")
            .With("/sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
        var host = tree.Read();

        Assert.Equal(0.5, host.CpuQuota);
        Assert.Null(host.MemoryLimitBytes);
    }

    [Theory]
    [InlineData("9223372036854771712")]
    [InlineData("9223372036854710272")]
    public void The_largest_number_of_whole_pages_is_no_limit(string bytes)
    {
        using var tree = new MachineTree()
            .With("/proc/self/mountinfo", Version1)
            .With("/proc/self/cgroup", "3:memory:/docker/abc\n")
            .With("/sys/fs/cgroup/memory/memory.limit_in_bytes", bytes + "\n");

        Assert.Null(tree.Read().MemoryLimitBytes);
    }

    [Fact]
    public void What_a_group_uses_already_is_not_available_but_for_files_that_it_can_drop()
    {
        using var tree = new MachineTree()
            .With("/proc/meminfo", "MemAvailable: 4000000 kB\n")
            .With("/proc/self/mountinfo", Version2)
            .With("/proc/self/cgroup", "0::/a\n")
            .With("/sys/fs/cgroup/a/memory.max", "1000000000\n")
            .With("/sys/fs/cgroup/a/memory.current", "800000000\n")
            .With("/sys/fs/cgroup/a/memory.stat", "anon 1\ninactive_file 100000000\n");

        Assert.Equal(300_000_000, HostInfo.AvailableMemory(tree.Files));
    }

    [Fact]
    public void No_quota_is_none()
    {
        using var tree = new MachineTree()
            .With("/proc/self/mountinfo", Version1)
            .With("/proc/self/cgroup", "4:cpu,cpuacct:/docker/abc\n")
            .With("/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us", "-1\n")
            .With("/sys/fs/cgroup/cpu,cpuacct/cpu.cfs_period_us", "100000\n");

        Assert.Null(tree.Read().CpuQuota);
    }
}
