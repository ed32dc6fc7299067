using System.Diagnostics;
using Course.Commands;
using Course.Jupyter;
using Course.Notebooks;
using Ipc.Native;

namespace Course.Tests.Commands;

/// <summary>What a reader sees on a machine that does not allow everything: each cell says what is missing, and the chapter runs to its end.</summary>
public sealed class RefusedCallTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("course-tests-");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData(Errno.EPERM)]
    [InlineData(Errno.ENOSYS)]
    public async Task A_cell_that_may_not_trace_is_not_observed_and_those_that_need_it_say_why(Errno errno)
    {
        var path = Path.Combine(folder.FullName, "07-tiny.ipynb");
        new Notebook(
            path,
            [
                Code("open", $"#r \"{Path.Combine(Repository.Root, "lib/bin/Ipc.dll")}\"\n#r \"{Path.Combine(Repository.Root, "lib/bin/Ipc.Notebooks.dll")}\"\nusing Ipc.Children; using Ipc.Notebooks; using Ipc.Tracing; Lab.Open(\"07-tiny\");"),
                Code("traced", "var before = 5;\nvar traced = SystemCallTracer.Trace(\"true\");\ntraced"),
                Code("needs", "int Calls() => traced.Calls.Count;\nCalls()"),
                Code("calls", "Calls()"),
                Code("goes-on", "before"),
                Code("again", "var traced = \"now it has a value\"; traced.Length"),
                Code("own-fault", "throw new Exception(traced);"),
            ]).Write(path);
        var run = await Run(errno, ["ptrace"], "run", path, "--out", Path.Combine(folder.FullName, "out"));
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("07-tiny.ipynb, cell 7: System.Exception: now it has a value", run.Error, StringComparison.Ordinal);
        Assert.Contains("07-tiny.ipynb, cell 2: not observed: tracing is not allowed here; a container needs --cap-add=SYS_PTRACE", run.Error, StringComparison.Ordinal);
        Assert.Contains("cell 3: not observed: `traced` has no value, because tracing is not allowed here", run.Error, StringComparison.Ordinal);
        Assert.Contains("cell 4: not observed: `Calls` has no value, because", run.Error, StringComparison.Ordinal);
        Assert.Contains(", 3 cells not observed", run.Output, StringComparison.Ordinal);
        var cells = NotebookReader.Read(Path.Combine(folder.FullName, "out", "07-tiny.ipynb")).Cells;
        Assert.Equal(["5", "18"], cells.Skip(4).Take(2).Select(cell => Assert.IsType<Output.ExecuteResult>(cell.Outputs[0]).Data["text/plain"]));
    }

    /// <summary>The chapters that trace, where nobody may; those with kernel objects, where a sandbox refuses them. The ledger asks everything once more.</summary>
    [Theory(Explicit = true)]
    [InlineData(Errno.ENOSYS, "01 05 07 10 11", "ptrace", "perf_event_open", "mq_open", "unshare", "memfd_create")]
    [InlineData(Errno.EPERM, "00 02 03 04 06 08 09 10 11 12 14", "ptrace", "perf_event_open", "shmget", "semget", "msgget", "unshare", "process_vm_readv", "kcmp")]
    public async Task Chapters_run_to_their_end_where_calls_are_refused(Errno errno, string chapters, params string[] calls)
    {
        var notebooks = Repository.Notebooks([]).Select(notebook => notebook.Path).Where(path => chapters.Split(' ').Contains(Path.GetFileName(path)[..2])).ToList();
        Assert.Equal(chapters.Split(' ').Length, notebooks.Count);
        var run = await Run(errno, calls, ["run", .. notebooks]);
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("not observed: tracing is not allowed here; a container needs", run.Error, StringComparison.Ordinal);
        Assert.All(calls, call => Assert.True(SystemCallTable.Knows(call), call));
    }

    private static Cell Code(string id, string source) => new(id, CellKind.Code, source);

    private static async Task<CourseProgram> Run(Errno errno, string[] calls, params string[] arguments)
    {
        var start = new ProcessStartInfo(KernelLauncher.Command[0], [KernelLauncher.Command[1], .. arguments])
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Sandbox.Start(start, errno, calls);
        return await CourseProgram.Finish(process);
    }
}
