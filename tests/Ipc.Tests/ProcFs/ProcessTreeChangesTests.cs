using Ipc.Children;
using Ipc.Pipes;
using Ipc.ProcFs;

namespace Ipc.Tests.ProcFs;

public sealed class ProcessTreeChangesTests
{
    [Fact]
    public void An_orphan_is_adopted_a_zombie_changes_its_state_and_what_is_reaped_is_gone()
    {
        using var die = Pipe.Create();
        using var stay = Pipe.Create();
        using var root = Fork.Start(c =>
        {
            c.BecomeSubreaper();
            c.Fork("middle", () =>
            {
                c.Fork(
                    "orphan",
                    () =>
                    {
                        c.Read(stay.ReadEnd, 1);
                        c.Exit(0);
                    },
                    survivesParent: true);
                c.Read(die.ReadEnd, 1);
                c.Exit(0);
            });
            c.Read(stay.ReadEnd, 1);
            c.Exit(0);
        });
        Assert.True(SpinWait.SpinUntil(() => ProcessTree.Of(root.Pid).Nodes is { Count: 3 } nodes && nodes.All(node => node.State == ProcessState.Sleeping), TimeSpan.FromSeconds(5)));
        var before = ProcessTree.Of(root.Pid);
        var (middle, orphan) = (before.Nodes[1].Pid, before.Nodes[2].Pid);
        die.WriteEnd.Close();
        ProcessStat.WaitFor(middle, ProcessState.Zombie);
        var changes = before.ChangesTo(ProcessTree.Of(root.Pid));

        Assert.Equal((TreeChange.None, ""), Of(changes, root.Pid));
        Assert.Equal((TreeChange.Changed, $"state Sleeping → Zombie"), Of(changes, middle));
        Assert.Equal((TreeChange.Changed, $"parent {middle} → {root.Pid}"), Of(changes, orphan));

        // Seen from the later tree, nobody has appeared; the other way round the states go back.
        Assert.DoesNotContain(changes.Processes, process => process.Change is TreeChange.Appeared or TreeChange.Gone);
        var alone = new ProcessTree([before.Nodes[0]]);
        Assert.Equal([TreeChange.None, TreeChange.Appeared, TreeChange.Appeared], alone.ChangesTo(before).Processes.Select(process => process.Change));
        Assert.Equal([TreeChange.None, TreeChange.Gone, TreeChange.Gone], before.ChangesTo(alone).Processes.Select(process => process.Change));
        Assert.Equal([0, 1, 2], before.ChangesTo(alone).Processes.Select(process => process.Node.Depth));
        stay.WriteEnd.Close();
        root.Wait();
    }

    [Theory]
    [InlineData(0, "none")]
    [InlineData(0x8803, "pts/3")]
    [InlineData(0x401, "tty1")]
    [InlineData(0x440, "ttyS0")]
    public void A_terminal_is_named_by_its_device_number(int device, string name) => Assert.Equal(name, Terminals.NameOf(device));

    private static (TreeChange Change, string What) Of(ProcessTreeChanges changes, int pid) => changes.Processes.Single(process => process.Node.Pid == pid) is var process ? (process.Change, process.What) : default;
}
