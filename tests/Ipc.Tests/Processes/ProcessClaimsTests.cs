using Ipc.Claims;
using Ipc.Processes;

namespace Ipc.Tests.Processes;

public sealed class ProcessClaimsTests
{
    [Theory]
    [InlineData("P6")]
    [InlineData("P8")]
    public void The_claim_holds_on_this_kernel(string id) => Assert.Equal(Verdict.Holds, Ledger.Examine(id).Verdict);

    [Fact]
    public void Another_thread_of_the_parent_runs_on_while_a_vforked_child_sleeps() =>
        Assert.True(VforkSuspension.Observe(TimeSpan.FromMilliseconds(20)).OtherThreadTurns > 0);

    [Fact]
    public void An_unknown_claim_is_told_with_those_that_there_are()
    {
        var unknown = Assert.Throws<ArgumentException>(() => Ledger.Examine("X9"));
        Assert.Contains("P6", unknown.Message, StringComparison.Ordinal);
    }
}
