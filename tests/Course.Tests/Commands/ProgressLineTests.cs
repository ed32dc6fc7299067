using Course.Commands;
using Ipc;

namespace Course.Tests.Commands;

public sealed class ProgressLineTests
{
    [Fact]
    public void A_line_replaces_the_one_before_and_is_gone_at_the_end()
    {
        using var terminal = new StringWriter();
        using (var line = new ProgressLine(terminal))
        {
            line.Report(new WorkProgress(0, 2, "one"));
            line.Report(new WorkProgress(1, 2, "two"));
        }

        Assert.Equal("\r\e[K\e[?7l0 of 2: one\e[?7h\r\e[K\e[?7l1 of 2: two\e[?7h\r\e[K", terminal.ToString());
    }
}
