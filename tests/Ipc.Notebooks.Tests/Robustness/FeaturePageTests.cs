using Ipc.Robustness;

namespace Ipc.Notebooks.Tests.Robustness;

public class FeaturePageTests
{
    private static readonly FeatureMatrix s_matrix = new(
        [
            new("pipe", false, true, false, false, false, true, true, ""),
            new("<socket>", true, true, true, true, true, true, false, "the name"),
        ],
        ["POSIX message queue: ENOSYS"]);

    [Fact]
    public void Each_cell_has_a_mark_and_words_and_names_its_column()
    {
        var html = Samples.Html(s_matrix);
        Assert.Contains("<th scope=\"row\" style=\"text-align:left\">&lt;socket&gt;</th>", html);
        Assert.Contains("<td data-head=\"carries descriptors\" style=\"text-align:left\"><span class=\"ipc-yes\" aria-hidden=\"true\">✔</span> yes</td>", html);
        Assert.Contains("<td data-head=\"tells the writer of a death\" style=\"text-align:left\"><span class=\"ipc-no\" aria-hidden=\"true\">✘</span> no</td>", html);
        Assert.Contains(">the name</td>", html);
        Assert.Contains("Not observed: POSIX message queue: ENOSYS", html);
    }

    [Fact]
    public void As_text_it_says_the_same()
    {
        var text = Samples.Plain(s_matrix);
        Assert.Contains("reader waits by itself", text);
        Assert.Contains("nothing", text);
        Assert.Contains("Not observed: POSIX message queue: ENOSYS", text);
    }
}
