using Course.Commands;

namespace Course.Tests.Commands;

/// <summary>The stress run counts this process's children, so no other test may have any meanwhile.</summary>
[CollectionDefinition("alone", DisableParallelization = true)]
public sealed class AloneDefinition;

[Collection("alone")]
public sealed class StressTests
{
    [Fact]
    public void Children_made_under_load_all_start_end_and_leave_nothing()
    {
        var report = Stress.Run(40, 40, TestContext.Current.SendDiagnosticMessage);
        Assert.Equal((80, 0, 0), (report.Children, report.Hangs, report.WrongResults));
        Assert.Equal((0, 0, 0), (report.LeakedChildren, report.LeakedDescriptors, report.LeakedMappings));
        Assert.True(report.NetChildren > 0);
    }
}
