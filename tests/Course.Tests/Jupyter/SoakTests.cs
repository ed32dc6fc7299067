using System.Globalization;
using System.Text.Json.Nodes;
using Course.Commands;
using Ipc.ProcFs;

namespace Course.Tests.Jupyter;

/// <summary>A long session: what a kernel holds must not grow with the cells that it has run.</summary>
public sealed class SoakTests : IDisposable
{
    private const int Cells = 1_000, WarmUp = 200;
    private const long KibibytesACell = 512;
    private readonly FrontEnd frontEnd = new();

    public void Dispose() => frontEnd.Dispose();

    /// <summary>Runs when asked for (-explicit only): it takes a minute or two. A cell's compiled code stays, as it does in any C# session, so the bound is for each cell.</summary>
    [Fact(Explicit = true)]
    public void A_thousand_cells_that_fork_leave_no_thread_no_descriptor_and_little_memory()
    {
        Run($"#r \"{Repository.Root}/lib/bin/Ipc.dll\"\nusing Ipc.Children;\nvar text = \"\";");
        var before = default((int Threads, int Descriptors, long Kibibytes));
        for (var i = 0; i < Cells; i++)
        {
            if (i == WarmUp)
            {
                before = Held();
            }

            var cell = frontEnd.Execute($$"""
                text = new string('x', 1 << 20);
                using (var child = Fork.Start(c => { c.Write("out"); c.Exit({{i % 100}}); }))
                    Console.WriteLine($"{child.Wait()} {child.Output.StandardOutput}");
                """);
            var reply = frontEnd.Reply(frontEnd.Shell, cell).Content;
            Assert.True((string?)reply["status"] == "ok", $"cell {i}: {reply}");
            Assert.Equal(
                string.Create(CultureInfo.InvariantCulture, $"exited with {i % 100} out\n"),
                string.Concat(frontEnd.Published(cell).Where(message => message.Type == "stream").Select(message => (string?)message.Content["text"])));
        }

        var after = Held();
        TestContext.Current.SendDiagnosticMessage($"after {WarmUp} cells {before}, after {Cells} {after}");
        Assert.InRange(after.Threads, 1, before.Threads + 4);
        Assert.InRange(after.Descriptors, 1, before.Descriptors + 4);
        Assert.True(after.Kibibytes - before.Kibibytes < (Cells - WarmUp) * KibibytesACell, $"{before} became {after}");
        Assert.DoesNotContain(ProcessTree.All(), process => process.ParentPid == frontEnd.Process.Id);
    }

    /// <summary>What the kernel's process holds once it has nothing to do.</summary>
    private (int Threads, int Descriptors, long Kibibytes) Held()
    {
        Run("GC.Collect(); GC.WaitForPendingFinalizers(); GC.Collect();");
        var pid = frontEnd.Process.Id;
        return (Directory.GetDirectories($"/proc/{pid}/task").Length, Directory.GetFiles($"/proc/{pid}/fd").Length, ProcessStat.Of(pid).ResidentBytes >> 10);
    }

    private void Run(string code) => Assert.Equal("ok", (string?)frontEnd.Reply(frontEnd.Shell, frontEnd.Execute(code, new JsonObject { ["store_history"] = false })).Content["status"]);
}
