using System.Diagnostics;
using System.Text.Json;
using Course.Commands;
using Course.Jupyter;
using Ipc.Commands;
using Ipc.Leftovers;
using Ipc.ProcFs;

namespace Course.Tests.Jupyter;

/// <summary>What is left when a runner is killed with SIGKILL in the middle of a cell: nothing after the next start.</summary>
public sealed class KilledRunnerTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("course-killed-");

    private Process? runner;

    public void Dispose()
    {
        runner?.Kill();
        runner?.WaitForExit();
        runner?.Dispose();
        folder.Delete(recursive: true);
    }

    [Fact]
    public void A_killed_runner_takes_its_kernel_with_it_which_clears_up()
    {
        runner = Started();
        var left = Left();
        Kill(runner.Id);

        AssertEnded(left.Kernel, left.Child);
        Assert.True(SpinWait.SpinUntil(() => left.Objects.All(one => !IsThere(one)), Patience), $"still there: {string.Join(", ", left.Objects.Where(IsThere))}");
    }

    [Fact]
    public void What_a_killed_runner_and_its_killed_kernel_left_is_removed_at_the_next_start()
    {
        runner = Started();
        var left = Left();
        Kill(left.Kernel);
        Kill(runner.Id);

        AssertEnded(left.Kernel, left.Child);
        Assert.All(left.Objects, one => Assert.True(IsThere(one), $"{one} is gone already"));
        File.WriteAllText(NotebookPath("next"), Notebook(""));
        var next = (Command.Of("env", [$"TMPDIR={folder.FullName}", .. KernelLauncher.Command, "run", NotebookPath("next"), "--out", folder.CreateSubdirectory("out").FullName]) with { Deadline = Patience }).Run();

        Assert.True(next.ShellStatus == 0, $"{next}");
        Assert.All(left.Objects, one => Assert.False(IsThere(one), $"{one} is still there"));
    }

    /// <summary>A runner whose cell has made one of each kind of object, and a child, and goes on for long.</summary>
    private Process Started()
    {
        File.WriteAllText(NotebookPath("long"), Notebook($$"""
            using Ipc.Children; using Ipc.Fifos; using Ipc.Leftovers; using Ipc.MessageQueues; using Ipc.Semaphores; using Ipc.SharedMemory;
            Fifo.Create(); PosixQueue.Create(); SystemVQueue.Create(); PosixSharedMemory.Create(); SharedMemorySegment.Create(); NamedSemaphore.Create(); SemaphoreSet.Create();
            var child = Fork.Start(c => { c.Sleep(TimeSpan.FromMinutes(5)); c.Exit(0); }, new() { Deadline = TimeSpan.FromMinutes(10) });
            var objects = Journal.Current.Objects.Select(one => new[] { $"{one.Kind}", one.Name });
            System.IO.File.WriteAllText("{{ReadyPath}}.new", System.Text.Json.JsonSerializer.Serialize(new { Kernel = Environment.ProcessId, Child = child.Pid, Objects = objects }));
            System.IO.File.Move("{{ReadyPath}}.new", "{{ReadyPath}}");
            System.Threading.Thread.Sleep(TimeSpan.FromMinutes(5));
            """));
        var start = new ProcessStartInfo(KernelLauncher.Command[0], [KernelLauncher.Command[1], "run", NotebookPath("long"), "--out", folder.FullName]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["TMPDIR"] = folder.FullName;
        return Process.Start(start)!;
    }

    private string ReadyPath => Path.Combine(folder.FullName, "ready.json");

    private string NotebookPath(string name) => Path.Combine(folder.FullName, name + ".ipynb");

    private (int Kernel, int Child, IReadOnlyList<KernelObject> Objects) Left()
    {
        Assert.True(SpinWait.SpinUntil(() => File.Exists(ReadyPath), Patience), "the cell did not come to its end");
        using var ready = JsonDocument.Parse(File.ReadAllText(ReadyPath));
        var objects = ready.RootElement.GetProperty("Objects").EnumerateArray().Select(one => new KernelObject(Enum.Parse<ObjectKind>(one[0].GetString()!), one[1].GetString()!)).ToList();
        Assert.Equal(Enum.GetValues<ObjectKind>().Where(kind => kind != ObjectKind.Path), objects.Select(one => one.Kind).Distinct().Order());
        return (ready.RootElement.GetProperty("Kernel").GetInt32(), ready.RootElement.GetProperty("Child").GetInt32(), objects);
    }

    private static void Kill(int pid)
    {
        using var process = Process.GetProcessById(pid);
        process.Kill();
    }

    private static void AssertEnded(params int[] pids) =>
        Assert.All(pids, pid => Assert.True(SpinWait.SpinUntil(() => ProcessStat.Find(pid) is null or { State: ProcessState.Zombie }, Patience), $"{pid} lives"));

    private static bool IsThere(KernelObject one) => one.Kind switch
    {
        ObjectKind.Path or ObjectKind.Directory => Path.Exists(one.Name),
        ObjectKind.PosixSharedMemory => File.Exists($"/dev/shm{one.Name}"),
        ObjectKind.PosixSemaphore => File.Exists($"/dev/shm/sem.{one.Name.TrimStart('/')}"),
        ObjectKind.PosixMessageQueue => QueueIsThere(one.Name),
        ObjectKind.SharedMemorySegment => IsListed("shm", one.Name),
        ObjectKind.SemaphoreSet => IsListed("sem", one.Name),
        ObjectKind.MessageQueue => IsListed("msg", one.Name),
        _ => throw new InvalidOperationException($"{one.Kind}"),
    };

    private static bool IsListed(string kind, string key) =>
        File.ReadLines($"/proc/sysvipc/{kind}").Skip(1).Any(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[0] == key);

    /// <summary>Asks the kernel: /dev/mqueue is not mounted everywhere.</summary>
    private static bool QueueIsThere(string name)
    {
        using var child = Ipc.Children.Fork.Start(c => c.Exit(c.OpenQueue(name)));
        return child.Wait() is Ipc.Children.ExitStatus.Exited { Code: < 128 };
    }

    private static string Notebook(string code) => JsonSerializer.Serialize(new
    {
        cells = new[]
        {
            Cell("open", $"#r \"{Repository.Root}/lib/bin/Ipc.dll\"\n#r \"{Repository.Root}/lib/bin/Ipc.Notebooks.dll\"\nIpc.Notebooks.Lab.Open(\"killed\")"),
            Cell("rest", code),
        },
        metadata = new { kernelspec = new { name = ".net-csharp", display_name = ".NET (C#)", language = "C#" } },
        nbformat = 4,
        nbformat_minor = 5,
    });

    private static object Cell(string id, string source) =>
        new { cell_type = "code", execution_count = (int?)null, id, metadata = new { }, outputs = Array.Empty<object>(), source };
}
