using Ipc.Children;
using Ipc.Lenses;

namespace Ipc.Notebooks.Tests.Lenses;

public class LensPageTests
{
    private static readonly CProgram s_program = CProgram.Of(c =>
    {
        c.Write("<b> & \"c\"");
        c.Exit(0);
    });

    [Fact]
    public void A_C_program_shows_as_escaped_code_and_as_its_source()
    {
        var html = Samples.Html(s_program);
        Assert.Contains("<code class=\"language-c\">#include &lt;unistd.h&gt;", html);
        Assert.Contains("&lt;b&gt; &amp; \\&quot;c\\&quot;", html);
        Assert.Equal(s_program.Source, Samples.Plain(s_program));
    }

    [Fact]
    public void A_lens_has_a_row_of_three_cells_for_each_statement()
    {
        var lens = new Lens([new LensRow("c.Write(\"<b>\");", ["    write(1, \"<b>\", 3);"], [new ObservedCall("child", "write(1, \"<b>\", 3) = 3", 2)]) { MoreCalls = 4 }], s_program, null) { Missing = "EPERM" };
        var html = Samples.Html(lens);
        Assert.Contains("c.Write(&quot;&lt;b&gt;&quot;);", html);
        Assert.Contains("--ipc-indent:4ch", html);
        Assert.Contains("×&#8239;2", html);
        Assert.Contains("and 4 more", html);
        Assert.Contains("Not traced: EPERM", html);
        Assert.DoesNotContain("<b>&quot;", html);
    }
}
