namespace Ipc.Notebooks.Tests.Progress;

public class ProgressStateTests
{
    [Fact]
    public void A_bar_says_what_is_done_and_what_runs()
    {
        var state = new ProgressState("cases <measured>", new WorkProgress(3, 8, "pipe, 64 bytes"), TimeSpan.FromSeconds(1));
        Assert.Equal("cases <measured>: 3 of 8; now pipe, 64 bytes", $"{state}");
        Assert.Contains("<progress value=\"3\" max=\"8\" aria-label=\"cases &lt;measured&gt;\">", state.ToHtml(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_finished_bar_is_a_line_without_a_bar()
    {
        var state = new ProgressState("cases measured", new WorkProgress(8, 8, ""), TimeSpan.FromSeconds(2.34));
        Assert.Equal("cases measured: 8, in 2.3 s", $"{state}");
        Assert.DoesNotContain("<progress", state.ToHtml(), StringComparison.Ordinal);
    }
}
