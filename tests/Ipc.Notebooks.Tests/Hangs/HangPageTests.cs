using Ipc.Hangs;
using Ipc.ProcFs;

namespace Ipc.Notebooks.Tests.Hangs;

public sealed class HangPageTests
{
    private static readonly HangReport Report = new(
        [
            new(812, 812, "grep", ProcessState.Sleeping, "read(0, 0x7f00, 4096)", "anon_pipe_read", new Wait(WaitKind.PipeData, "data from pipe 4711", [new(812, "grep", 5, "write, or close descriptor 5")]) { Object = "pipe 4711" }),
            new(813, 813, "a<b", ProcessState.Sleeping, "pause()", "", new Wait(WaitKind.Signal, "a signal", [])),
        ],
        ["pid 812 reads from pipe 4711; its write end is still open in pid 812 itself (fd 5) and nowhere else.", "pid 813 waits for a signal."]);

    [Fact]
    public void The_page_has_the_sentences_a_box_for_each_end_of_a_wait_and_the_same_as_a_table()
    {
        var html = HangPage.Html(Report);
        Assert.Contains("<li>pid 812 reads from pipe 4711; its write end is still open in pid 812 itself (fd 5)", html, StringComparison.Ordinal);
        Assert.Equal(6, html.Split("<rect ").Length - 1);
        Assert.Contains(">pipe 4711</text>", html, StringComparison.Ordinal);
        Assert.Contains("a&lt;b", html, StringComparison.Ordinal);
        Assert.DoesNotContain("a<b", html, StringComparison.Ordinal);
        Assert.Contains("anon_pipe_read", html, StringComparison.Ordinal);
    }

    [Fact]
    public void The_text_has_the_sentences_and_the_table()
    {
        var text = HangPage.Text(Report);
        Assert.StartsWith(Report.Explanation[0], text, StringComparison.Ordinal);
        Assert.Contains("pause()", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Processes_that_are_gone_are_told() => Assert.Contains("None of the processes", HangPage.Html(new([], [])), StringComparison.Ordinal);
}
