using System.Diagnostics;
using Course.Commands;
using Course.Jupyter;

namespace Course.Tests.Commands;

/// <summary>What a reader sees on a machine without shared memory, queues' file system, huge pages, control groups and SDK: chapters that say so and run to their end.</summary>
public sealed class BareMachineTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("course-tests-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact(Explicit = true)]
    public async Task Every_chapter_runs_to_its_end_where_file_systems_and_the_SDK_are_missing()
    {
        var sdk = Path.Combine(Path.GetDirectoryName(KernelLauncher.Command[0])!, "sdk");
        Assert.True(Directory.Exists(sdk), $"no {sdk} to hide");
        var run = await Without(["/dev/shm", "/dev/mqueue", "/sys/kernel/mm", "/sys/fs/cgroup", sdk], "run", "--out", folder.FullName);
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("10-shared-memory.ipynb, cell ", run.Error, StringComparison.Ordinal);
        Assert.Contains("not observed: ", run.Error, StringComparison.Ordinal);
        Assert.Equal(Repository.Notebooks([]).Select(notebook => notebook.FileName), Directory.EnumerateFiles(folder.FullName, "*.ipynb").Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    /// <summary>Runs the program in a mount namespace of its own, where an empty file system that nobody may write to covers each folder.</summary>
    private static async Task<CourseProgram> Without(string[] folders, params string[] arguments)
    {
        const string Cover = "while [ \"$1\" != -- ]; do [ ! -d \"$1\" ] || mount -t tmpfs -o ro none \"$1\" || exit 125; shift; done; shift; exec \"$@\"";
        string[] rights = Environment.IsPrivilegedProcess ? ["--mount"] : ["--mount", "--user", "--map-root-user"];
        Assert.SkipUnless(File.Exists("/usr/bin/unshare"), "needs unshare(1), of util-linux");
        var probe = await Finish([.. rights, "true"]);
        Assert.SkipUnless(probe.ExitCode == 0, $"this machine allows no mount namespace: {probe.Error.Trim()}");
        return await Finish([.. rights, "sh", "-c", Cover, "sh", .. folders, "--", .. KernelLauncher.Command, .. arguments]);

        static async Task<CourseProgram> Finish(string[] words)
        {
            var start = new ProcessStartInfo("/usr/bin/unshare", words) { WorkingDirectory = Repository.Root, RedirectStandardOutput = true, RedirectStandardError = true };
            using var process = Process.Start(start)!;
            return await CourseProgram.Finish(process);
        }
    }
}
