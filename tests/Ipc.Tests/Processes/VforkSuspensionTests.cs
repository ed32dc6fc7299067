using Ipc.Processes;

namespace Ipc.Tests.Processes;

public sealed class VforkSuspensionTests
{
    [Fact]
    public void Another_thread_of_the_parent_runs_on_while_a_vforked_child_sleeps() =>
        Assert.True(VforkSuspension.Observe(TimeSpan.FromMilliseconds(20)).OtherThreadTurns > 0);
}
