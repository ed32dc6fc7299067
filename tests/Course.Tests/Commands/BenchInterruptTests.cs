using System.Diagnostics;
using Course.Jupyter;
using Ipc.Children;
using Ipc.Leftovers;
using Ipc.Native;
using Ipc.ProcFs;

namespace Course.Tests.Commands;

/// <summary>Ctrl-C while <c>course bench</c> measures: the terminal sends SIGINT to its process group.</summary>
public sealed class BenchInterruptTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>Where names of objects are files. Each name has the process id of its maker in it.</summary>
    private static readonly string[] Folders = ["/dev/shm", "/dev/mqueue", Journal.UserFolder];

    [Fact]
    public void It_leaves_no_process_and_no_object_behind()
    {
        using var bench = Fork.Start(
            c => c.Exec(KernelLauncher.Command[0], [.. KernelLauncher.Command.Skip(1), "bench", "message queue, POSIX", "shared memory, POSIX, futex", "FIFO"]),
            new ChildOptions { Deadline = 2 * Patience });
        List<ProcessStat> measured = [];
        WaitUntil(() => (measured = Below(bench.Pid)).Count > 1 && Objects(bench.Pid).Any(path => path.StartsWith("/dev/shm", StringComparison.Ordinal)), "two processes measure");

        Assert.Equal(0, SystemWait.Kill(-bench.Pid, (int)Signal.SIGINT));

        Assert.IsType<ExitStatus.Exited>(bench.Wait());
        Assert.Contains("course: interrupted", bench.Output.StandardError, StringComparison.Ordinal);
        Assert.Empty(Objects(bench.Pid));

        // The last of them is killed as its parent ends, and somebody else's child then.
        WaitUntil(() => !ProcessTree.All().Any(process => measured.Any(one => (one.Pid, one.StartedAfterBoot) == (process.Pid, process.StartedAfterBoot))), "no process is left");
    }

    private static List<ProcessStat> Below(int pid)
    {
        var all = ProcessTree.All();
        var children = all.Where(process => process.ParentPid == pid).ToList();
        return [.. children, .. all.Where(process => children.Any(child => child.Pid == process.ParentPid))];
    }

    private static List<string> Objects(int pid) =>
        [.. Folders.Where(Directory.Exists).SelectMany(folder => Directory.EnumerateFileSystemEntries(folder)).Where(path => Path.GetFileName(path).Split('-', '.').Contains($"{pid}"))];

    private static void WaitUntil(Func<bool> isSo, string what)
    {
        var watch = Stopwatch.StartNew();
        while (!isSo())
        {
            Assert.True(watch.Elapsed < Patience, $"it never came to it that {what}");
            Thread.Yield();
        }
    }
}
