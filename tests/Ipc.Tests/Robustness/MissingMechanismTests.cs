using Ipc.Robustness;

namespace Ipc.Tests.Robustness;

public sealed class MissingMechanismTests
{
    private static readonly RobustnessMatrix Matrix = new([], ["message queue: mq_open(/x): ENOSYS (38): Function not implemented; it needs a kernel with queues"]);

    [Fact]
    public void A_mechanism_that_the_machine_lacks_is_not_observed_and_says_why()
    {
        var lack = Assert.Throws<UnobservedException>(() => Matrix["message queue"]).Lack;
        Assert.Equal("this machine does not have message queue", lack.Missing);
        Assert.StartsWith("mq_open(/x): ENOSYS", lack.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mechanism_that_nobody_knows_is_an_error() => Assert.Throws<ArgumentException>(() => Matrix["message"]);
}
