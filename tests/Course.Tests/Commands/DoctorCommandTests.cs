using System.Text.Json;
using Course.Jupyter;
using Ipc.Commands;

namespace Course.Tests.Commands;

/// <summary>The verb as a user calls it: in a process of its own, on this machine and under restrictions.</summary>
public sealed class DoctorCommandTests : IDisposable
{
    private const string NoPrograms = "PATH=/nonexistent";

    /// <summary>Of no other process: the limit on processes counts all of the user's, those of other tests as well.</summary>
    private const string Ordinary = "60871";
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("course-doctor-");

    public DoctorCommandTests() => File.SetUnixFileMode(folder.FullName, (UnixFileMode)0x1ff);

    private static bool IsRoot => Environment.IsPrivilegedProcess;

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Json_is_an_array_with_four_properties_a_feature_and_only_a_lack_costs()
    {
        var features = Features(Doctor("--json"));

        Assert.True(features.Count >= 30);
        Assert.True(features["fork"].Available);
    }

    [Fact]
    public void Text_fits_a_hundred_columns_and_says_what_each_lack_costs()
    {
        var result = Run(["env", NoPrograms], "doctor");
        var lines = result.StandardOutput.Split('\n');

        Assert.Equal(0, result.ShellStatus);
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 100));
        Assert.Contains("  python3: chapter 05: A5 is not observed; apt-get install python3", lines);
        Assert.Equal(1, lines.Count(line => line.Contains(" features are there. ", StringComparison.Ordinal)));
    }

    [Fact]
    public void Programs_that_are_not_there_and_core_files_that_are_not_allowed_are_lacks_and_no_failure()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/prlimit"), "no prlimit; install util-linux");
        var features = Features(Doctor("--json", "env", NoPrograms, "/usr/bin/prlimit", "--core=0:0"));

        Assert.All((string[])["strace", "python3", "chromium", "jupyter", "C compiler"], program => Assert.Contains("ENOENT", features[program].Detail, StringComparison.Ordinal));
        Assert.False(features["core files"].Available);
        Assert.True(features["fork"].Available);
    }

    [Fact]
    public void A_machine_without_shared_memory_terminals_and_system_v_objects_is_told()
    {
        Assert.SkipUnless(IsRoot, "only root can take these away");
        const string Script = """
            mount -t tmpfs -o ro none /dev/shm && mount -t tmpfs none /dev/pts || exit 99
            for file in shmmni msgmni; do echo 0 > /proc/sys/kernel/$file || exit 99; done
            echo '250 32000 32 0' > /proc/sys/kernel/sem || exit 99
            exec "$@"
            """;
        var result = Doctor("--json", "unshare", "--mount", "--ipc", "sh", "-c", Script, "sh", "env", NoPrograms);
        Assert.SkipWhen(result.ShellStatus is 99 or 127 || result.StandardError.Contains("unshare", StringComparison.Ordinal), $"this machine allows root no such restriction: {result.StandardError}");
        var features = Features(result);

        Assert.Contains("EROFS", features["POSIX shared memory"].Detail, StringComparison.Ordinal);
        Assert.All((string[])["System V shared memory", "System V semaphores", "System V message queues"], name => Assert.Contains("ENOSPC", features[name].Detail, StringComparison.Ordinal));
        Assert.False(features["pseudo-terminals"].Available);
        Assert.True(features["memfd"].Available);
    }

    [Fact]
    public void One_cpu_is_told()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/taskset"), "no taskset; install util-linux");
        var features = Features(Doctor("--json", "env", NoPrograms, "/usr/bin/taskset", "--cpu-list", FirstCpu()));

        Assert.Equal((false, $"threads ran on CPU {FirstCpu()} only"), (features["two CPUs"].Available, features["two CPUs"].Detail));
    }

    [Fact]
    public void A_process_that_is_traced_already_cannot_trace_its_children()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/strace"), "no strace; install it to have the doctor traced");
        var features = Features(Doctor("--json", "env", NoPrograms, "/usr/bin/strace", "-f", "--seccomp-bpf", "-qq", "-e", "trace=chroot", "-e", "signal=none", "-o", "/dev/null"));

        Assert.Contains("EPERM", features["ptrace"].Detail, StringComparison.Ordinal);
        Assert.True(features["fork"].Available);
    }

    [Fact]
    public void An_ordinary_user_sees_its_own_limits()
    {
        Assert.SkipUnless(IsRoot, "this is an ordinary user already; the other tests show what it sees");
        string[] ordinary = ["/usr/bin/setpriv", $"--reuid={Ordinary}", $"--regid={Ordinary}", "--clear-groups"];
        Assert.SkipUnless(Command.Of(ordinary[0], [.. ordinary[1..], "test", "-r", KernelLauncher.Command[1]]).Run().ShellStatus == 0, "another user cannot read the program");
        var features = Features(Doctor("--json", ["env", "HOME=/nonexistent", NoPrograms, "/usr/bin/prlimit", "--nproc=40:40", "--memlock=0:0", "--msgqueue=0:0", .. ordinary]));

        Assert.True(features["fork"].Available);
        Assert.True(features["enforced process limit"].Available);
        Assert.Contains("EAGAIN", features["room for 32 processes"].Detail, StringComparison.Ordinal);
        Assert.Contains("mlock(", features["locked memory"].Detail, StringComparison.Ordinal);
        Assert.Contains("mq_open(", features["POSIX message queues"].Detail, StringComparison.Ordinal);
    }

    private static string FirstCpu() =>
        File.ReadLines("/proc/self/status").Single(line => line.StartsWith("Cpus_allowed_list:", StringComparison.Ordinal)).Split(':')[1].Trim().Split('-', ',')[0];

    private CommandResult Doctor(string option, params string[] before) => Run(before, "doctor", option);

    /// <summary>Runs the verb behind other programs, and sees to it that it leaves nothing behind.</summary>
    private CommandResult Run(string[] before, params string[] verb)
    {
        string[] words = ["env", $"TMPDIR={folder.FullName}", .. before, .. KernelLauncher.Command, .. verb];
        var result = (Command.Of(words[0], words[1..]) with { Deadline = TimeSpan.FromMinutes(2) }).Run();
        var left = Directory.GetFiles(folder.FullName, "*", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true });
        Assert.True(left.All(file => Path.GetFileName(file) == "lock"), $"{result.Command} {result.Status} and left {string.Join(", ", left)}: {result.StandardError}");
        Assert.Empty(Directory.GetFiles("/dev/shm", $"course-doctor-{result.Pid}-*"));
        Assert.DoesNotContain(File.ReadLines("/proc/sysvipc/shm").Skip(1), line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[4] == $"{result.Pid}");
        return result;
    }

    private static Dictionary<string, (bool Available, string Detail)> Features(CommandResult result)
    {
        Assert.True(result.ShellStatus == 0, $"{result.Command} {result.Status}: {result}");
        var features = new Dictionary<string, (bool, string)>();
        using var document = JsonDocument.Parse(result.StandardOutput);
        foreach (var feature in document.RootElement.EnumerateArray())
        {
            Assert.Equal(["feature", "available", "detail", "lack"], feature.EnumerateObject().Select(property => property.Name));
            var available = feature.GetProperty("available").GetBoolean();
            Assert.NotEmpty(feature.GetProperty("detail").GetString()!);
            Assert.Equal(available, feature.GetProperty("lack").GetString()!.Length == 0);
            features.Add(feature.GetProperty("feature").GetString()!, (available, feature.GetProperty("detail").GetString()!));
        }

        return features;
    }
}
