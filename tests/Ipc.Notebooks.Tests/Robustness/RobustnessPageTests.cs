using Ipc.Children;
using Ipc.Native;
using Ipc.Robustness;

namespace Ipc.Notebooks.Tests.Robustness;

public class RobustnessPageTests
{
    private static readonly ChildTrace s_trace = new([new ChildStep(7, "read", "read(3, <buffer>, 4096)", 0, null, new(1000), new(9000), "")], [], 0, new(0), new(0));

    private static readonly RobustnessMatrix s_matrix = new(
        [
            new("pipe", Cell(Side.Writer, "read", "end of file", true, 0.25, ""), Cell(Side.Reader, "write", "EPIPE and SIGPIPE", true, 1, ""), HalfMessage.Told),
            new("<queue>", Cell(Side.Writer, "mq_receive", "nothing", false, null, "the queue"), Cell(Side.Reader, "mq_send", "nothing", false, null, "the queue, and 2 messages"), HalfMessage.Impossible),
        ],
        ["System V message queue: ENOSYS"]);

    [Fact]
    public void Each_mechanism_is_a_row_whose_cells_name_their_column_where_there_is_no_head()
    {
        var html = Samples.Html(s_matrix);
        Assert.Contains("<th scope=\"row\" style=\"text-align:left\">&lt;queue&gt;</th>", html);
        Assert.Contains("data-head=\"left behind\"", html);
        Assert.Contains("read: end of file <span class=\"ipc-muted\">after 250 µs</span>", html);
        Assert.Contains("mq_receive waits on", html);
        Assert.Contains("<code>read(3, &lt;buffer&gt;, 4096) = 0</code>", html);
        Assert.Contains("<b>4 of 4</b>", html);
        Assert.Contains("the queue, and 2 messages", html);
        Assert.Contains("Not observed: System V message queue: ENOSYS", html);
    }

    [Fact]
    public void As_text_it_says_the_same()
    {
        var text = Samples.Plain(s_matrix);
        Assert.Contains("write: EPIPE and SIGPIPE", text);
        Assert.Contains("1 of 4", text);
        Assert.Contains("is noticed", text);
    }

    private static Survivor Cell(Side killed, string call, string saw, bool learned, double? afterMilliseconds, string left) =>
        new(killed, call, saw, learned, afterMilliseconds is { } after ? TimeSpan.FromMilliseconds(after) : null, left) { Traces = [s_trace, s_trace], KilledAt = new(5000) };
}
