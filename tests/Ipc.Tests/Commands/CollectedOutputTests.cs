using Ipc.Children;

namespace Ipc.Tests.Commands;

public sealed class CollectedOutputTests
{
    [Fact]
    public void A_child_can_write_more_than_its_pipe_holds_while_nobody_waits_for_it()
    {
        using var done = SharedWord.Create();
        using var child = Fork.Start(c =>
        {
            c.Repeat(8, () => c.Write(1, new byte[65_536]));
            c.Store(done, 1);
            c.Exit(0);
        });
        Assert.True(SpinWait.SpinUntil(() => done.Value == 1, TimeSpan.FromSeconds(5)));
        Assert.Equal(new ExitStatus.Exited(0), child.Wait());
        Assert.Equal(8 * 65_536, child.Output.StandardOutput.Length);
    }

    [Fact]
    public void A_child_that_never_stops_writing_is_still_killed_at_its_deadline()
    {
        using var child = Fork.Start(
            c =>
            {
                c.Silently(() =>
                {
                    var always = c.GetPid();
                    c.While(() => always.IsNot(0), () => c.Write(1, new byte[65_536]));
                });
                c.Exit(0);
            },
            new ChildOptions { Deadline = TimeSpan.FromMilliseconds(200) });
        Assert.Throws<ChildDeadlineException>(() => child.Wait());
        Assert.Equal(1 << 20, child.Output.StandardOutput.Length);
        Assert.True(child.Output.DroppedBytes > 0);
    }
}
