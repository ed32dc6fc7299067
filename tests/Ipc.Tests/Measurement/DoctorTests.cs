using Ipc.Commands;
using Ipc.Leftovers;
using Ipc.Measurement;
using Ipc.Measurement.Features;

namespace Ipc.Tests.Measurement;

/// <summary>Each feature is asked for a second time, in another way than the doctor's.</summary>
public sealed class DoctorTests
{
    private const string OfdLock = "import fcntl, struct, tempfile; fcntl.fcntl(tempfile.TemporaryFile(), fcntl.F_OFD_SETLK, struct.pack('hhqqi4x', fcntl.F_WRLCK, 0, 0, 0, 0))";

    [Theory]
    [InlineData("fork", "python3", "-c", "import os; os.waitpid(os.fork() or os._exit(0), 0)")]
    [InlineData("vfork", "python3", "-c", "import os; os.waitpid(os.posix_spawn('/bin/true', ['true'], os.environ), 0)")]
    [InlineData("clone", "unshare", "--fork", "true")]
    [InlineData("ptrace", "strace", "-e", "trace=none", "true")]
    [InlineData("pidfd", "python3", "-c", "import os; os.pidfd_open(os.getpid())")]
    [InlineData("user namespaces", "unshare", "--user", "true")]
    [InlineData("POSIX shared memory", "sh", "-c", "file=$(mktemp -p /dev/shm) && rm \"$file\"")]
    [InlineData("memfd", "python3", "-c", "import os; os.write(os.memfd_create('x'), b'x')")]
    [InlineData("System V shared memory", "sh", "-c", "id=$(ipcmk -M 4096 | tr -cd 0-9) && ipcrm -m \"$id\"")]
    [InlineData("System V semaphores", "sh", "-c", "id=$(ipcmk -S 1 | tr -cd 0-9) && ipcrm -s \"$id\"")]
    [InlineData("System V message queues", "sh", "-c", "id=$(ipcmk -Q | tr -cd 0-9) && ipcrm -q \"$id\"")]
    [InlineData("POSIX message queues", "grep", "-qw", "mqueue", "/proc/filesystems")]
    [InlineData("FIFO", "sh", "-c", "folder=$(mktemp -d); mkfifo \"$folder/fifo\"; status=$?; rm -r \"$folder\"; exit $status")]
    [InlineData("Unix sockets", "python3", "-c", "import socket; [socket.socketpair(socket.AF_UNIX, kind) for kind in (1, 2, 5)]")]
    [InlineData("flock", "sh", "-c", "file=$(mktemp); flock -n \"$file\" true; status=$?; rm \"$file\"; exit $status")]
    [InlineData("OFD locks", "python3", "-c", OfdLock)]
    [InlineData("pseudo-terminals", "script", "-qec", "true", "/dev/null")]
    [InlineData("strace", "sh", "-c", "strace -V")]
    [InlineData("python3", "sh", "-c", "echo 'import multiprocessing' | python3 -")]
    [InlineData("chromium", "sh", "-c", "command -v chromium || command -v chromium-browser || command -v google-chrome")]
    [InlineData("jupyter", "sh", "-c", "command -v jupyter")]
    [InlineData("C compiler", "sh", "-c", "echo 'int main(void) { return 0; }' | cc -x c -o /dev/null -")]
    public void Another_program_finds_what_the_doctor_finds(string feature, string program, params string[] arguments)
    {
        Assert.SkipUnless(IsThere(program), $"no {program} to ask");
        var other = (Command.Of(program, arguments) with { Deadline = TimeSpan.FromSeconds(30) }).Run();
        var found = Doctor.Examine(feature);

        Assert.True(found.Available == (other.ShellStatus == 0), $"{found}; {other.Command}: {other.Status} {other}");
    }

    [Fact]
    public void The_kernel_agrees_about_huge_pages()
    {
        var setting = File.Exists("/sys/kernel/mm/transparent_hugepage/enabled") ? File.ReadAllText("/sys/kernel/mm/transparent_hugepage/enabled") : "[never]";
        var transparent = Doctor.Examine("transparent huge pages");
        Assert.False(transparent.Available && setting.Contains("[never]", StringComparison.Ordinal), transparent.ToString());

        var free = long.Parse(File.ReadLines("/proc/meminfo").Single(line => line.StartsWith("HugePages_Free:", StringComparison.Ordinal)).Split(':')[1]);
        var beyond = long.Parse(File.ReadAllText("/proc/sys/vm/nr_overcommit_hugepages"));
        var pool = Doctor.Examine("hugetlb pages");
        Assert.True(pool.Available ? free + beyond > 0 : free == 0, pool.ToString());
    }

    [Fact]
    public void The_kernel_agrees_about_limits_and_what_is_locked_is_released()
    {
        string Limit(string name) => File.ReadLines("/proc/self/limits").Single(line => line.StartsWith(name, StringComparison.Ordinal));
        string Locked() => File.ReadLines("/proc/self/status").Single(line => line.StartsWith("VmLck:", StringComparison.Ordinal));
        var before = Locked();
        var memory = Doctor.Examine("locked memory");

        Assert.Equal(before, Locked());
        Assert.Contains(Limit("Max locked memory").Split(' ', StringSplitOptions.RemoveEmptyEntries)[3], memory.Detail.Replace(",", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains(Limit("Max processes").Split(' ', StringSplitOptions.RemoveEmptyEntries)[2], Doctor.Examine("room for 32 processes").Detail.Replace(",", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void Nproc_agrees_about_the_cpus()
    {
        Assert.SkipUnless(HostInfo.Current.CpuQuota is null, "a control group sets a quota, which nproc does not know");
        var nproc = int.Parse(Command.Of("nproc").WithEnvironment("OMP_NUM_THREADS", null).Run().ToString());

        Assert.Equal(nproc >= 2, Doctor.Examine("two CPUs").Available);
    }

    [Fact]
    public void What_proc_shows_of_a_waiting_program_is_what_the_doctor_says_it_can_show()
    {
        using var waiting = Command.Of("sleep", "30").Start();
        bool Readable(string file)
        {
            try
            {
                return File.ReadAllText($"/proc/{waiting.Stages[0].Pid}/{file}") is { Length: > 0 } text && text != "0";
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return false;
            }
        }

        SpinWait.SpinUntil(() => Readable("wchan"), TimeSpan.FromSeconds(2));
        Assert.Equal(Readable("wchan"), Doctor.Examine("/proc/PID/wchan").Available);
        Assert.Equal(Readable("syscall"), Doctor.Examine("/proc/PID/syscall").Available);
    }

    [Fact]
    public void A_counter_that_counts_has_a_source_in_sysfs()
    {
        var sources = Directory.Exists("/sys/bus/event_source/devices") ? Directory.GetFileSystemEntries("/sys/bus/event_source/devices").Select(Path.GetFileName).ToList() : [];

        Assert.True(!Doctor.Examine("perf: software counters").Available || sources.Contains("software"));
        Assert.True(!Doctor.Examine("perf: hardware counters").Available || sources.Any(source => source!.StartsWith("cpu", StringComparison.Ordinal) || source.StartsWith("armv", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_group_was_made_only_where_version_2_is_mounted_and_is_gone_again()
    {
        var group = Doctor.Examine("cgroup v2");
        var mounts = File.ReadLines("/proc/self/mounts").Select(line => line.Split(' ')).Where(words => words[2] == "cgroup2").Select(words => words[1]).ToList();

        Assert.True(!group.Available || mounts.Any(mount => group.Detail.Contains(mount, StringComparison.Ordinal)), group.ToString());
        Assert.All(mounts, mount => Assert.Empty(Directory.GetDirectories(mount, $"course-doctor-{Environment.ProcessId}")));
    }

    [Fact]
    public void A_probe_that_throws_is_a_lack_with_its_cost()
    {
        var lack = new FeatureProbe("x", "chapter 99", () => throw new Native.PosixException("mq_open", Native.Errno.ENOSYS, "/lab")).Examine();
        var found = new FeatureProbe("x", "chapter 99", () => Attempt.Works("seen")).Examine();

        Assert.Equal((false, "chapter 99"), (lack.Available, lack.Lack));
        Assert.StartsWith("mq_open(/lab): ENOSYS (38)", lack.Detail, StringComparison.Ordinal);
        Assert.Equal(new Feature("x", true, "seen", ""), found);
    }

    [Fact]
    public void Every_feature_has_a_name_of_its_own_and_a_cost_that_fits_a_line()
    {
        Assert.Equal(Doctor.Probes.Count, Doctor.Probes.Select(probe => probe.Name).Distinct().Count());
        Assert.All(Doctor.Probes, probe => Assert.InRange($"  {probe.Name}: {probe.Cost}".Length, 20, 100));
        Assert.Contains("ptrace", Assert.Throws<ArgumentException>(() => Doctor.Examine("telepathy")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_control_group_in_the_journal_is_removed_with_its_entry()
    {
        var own = ControlGroup.Version2Folder(new HostFiles());
        Assert.SkipUnless(own is not null && Doctor.Examine("cgroup v2").Available, "this process cannot make a control group");
        var path = Path.Combine(own, $"course-test-{Environment.ProcessId}");
        using (Journal.Current.Enter(ObjectKind.Directory, path))
        {
            Directory.CreateDirectory(path);
        }

        Assert.False(Directory.Exists(path));
    }

    private static bool IsThere(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, program)));
}
