using Course.Handouts;
using Course.Notebooks;

namespace Course.Tests.Handouts;

public class OutputHtmlTests
{
    [Theory]
    [InlineData("text/latex", "x^2")]
    [InlineData("application/json", "{\"a\":1}")]
    public void What_no_page_can_draw_is_shown_as_the_text_that_it_is(string type, string text) =>
        Assert.Contains(System.Net.WebUtility.HtmlEncode(text), new OutputHtml().Of(new Output.DisplayData(MimeBundle.Of(type, text), null), failed: false), StringComparison.Ordinal);

    [Fact]
    public void A_chart_of_Plotly_NETs_own_is_drawn_by_the_page()
    {
        var chart = new MimeBundle(new Dictionary<string, string>
        {
            ["text/html"] = "<div><div id=\"chart\"></div><script>draw()</script></div>",
            ["application/vnd.plotly.v1+json"] = "{\"data\":[],\"layout\":{}}",
        });
        var outputs = new OutputHtml();
        var html = outputs.Of(new Output.DisplayData(chart, null), failed: false);
        Assert.Equal(1, outputs.Charts);
        Assert.Contains("<div id=\"chart\" class=\"ipc-plot\"></div><script type=\"application/json\" class=\"chart-data\">", html, StringComparison.Ordinal);
        Assert.DoesNotContain("draw()", html, StringComparison.Ordinal);
    }
}
