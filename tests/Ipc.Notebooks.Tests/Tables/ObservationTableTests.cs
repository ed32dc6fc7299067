using Ipc.Children;
using Ipc.Native;

namespace Ipc.Notebooks.Tests.Tables;

public class ObservationTableTests
{
    [Fact]
    public void A_list_of_observations_is_one_table_with_a_row_each() =>
        Assert.Equal(
            """
            bytes read (bytes)  call time (µs)  blocked    pid  errno
            ──────────────────  ──────────────  ───────  ─────  ──────
                        65,536            12.5  no       12345  –
                             0         1,500.0  yes      12346  EAGAIN
            """,
            Samples.Plain(Reads));

    [Fact]
    public void A_single_observation_is_a_table_of_its_properties()
    {
        var html = Samples.Html(Reads[0]);

        Assert.Contains("<thead><tr><th scope=\"col\"", html);
        Assert.Contains("<th scope=\"row\" style=\"text-align:left\">bytes read (bytes)</th>", html);
        Assert.Contains(">65,536</td>", html);
    }

    [Fact]
    public void A_list_shows_as_html_and_as_text() =>
        Assert.Equal(["text/html", "text/plain"], Samples.MimeTypes(Reads).Order());

    [Fact]
    public void A_unit_that_the_name_ends_with_is_not_said_twice() =>
        Assert.Equal("virtual (bytes)\n───────────────\n          4,096", Samples.Plain(new[] { new AddressSpace(4096) }));

    [Fact]
    public void The_thousands_of_a_count_are_set_apart() =>
        Assert.Equal("calls  inode\n─────  ─────\n5,000   5000", Samples.Plain(new[] { new Counted(5000, 5000) }));

    [Fact]
    public void A_hidden_property_is_left_out() => Assert.DoesNotContain("secret", Samples.Plain(Reads));

    [Fact]
    public void Records_that_are_no_observations_are_a_table_when_asked() =>
        Assert.Equal("points\nx  y\n─  ─\n1  2", Samples.Plain(new List<Point> { new(1, 2) }.AsTable("points")));

    [Fact]
    public void An_ordinary_list_keeps_the_look_that_the_host_gives_it() =>
        Assert.Matches("^(?!.*ipc-table).*3", Samples.Html(new List<int> { 1, 2, 3 }).ReplaceLineEndings(" "));

    [Fact]
    public void Text_is_escaped() =>
        Assert.Contains("&lt;b&gt; &amp; &quot;c&quot;", Samples.Html(new Note("<b> & \"c\"")));

    [Fact]
    public void A_long_text_is_folded()
    {
        var html = Samples.Html(new[] { new Note(new string('x', 200)) });

        Assert.Contains("<details><summary>" + new string('x', 60) + "…</summary>", html);
        Assert.Contains(new string('x', 200), html);
    }

    [Fact]
    public void A_long_table_shows_twenty_rows_and_folds_the_rest()
    {
        var html = Samples.Html(Enumerable.Range(0, 35).Select(i => new Coordinates(i, i)).ToList());

        Assert.Contains("<summary>15 more rows</summary>", html);
        Assert.Equal(35 + 2, html.Split("<tr>").Length - 1);
    }

    [Fact]
    public void A_table_of_thousands_is_cut_and_says_so() =>
        Assert.Contains("9,500 further rows are not written out.", Samples.Html(Enumerable.Range(0, 10_000).Select(i => new Coordinates(i, i)).ToList()));

    [Fact]
    public void Moments_are_counted_from_the_first_one_of_the_table()
    {
        var text = Samples.Plain(Samples.HelloTrace.Steps);

        Assert.Contains("start (µs)", text);
        Assert.Contains("  0.0  ", text);
        Assert.Contains("264.0", text);
    }

    [Fact]
    public void An_empty_list_still_names_its_columns() =>
        Assert.Equal("x  y\n─  ─\nno rows", Samples.Plain(Array.Empty<Coordinates>()));

    [Fact]
    public void A_caption_stands_above_the_table() =>
        Assert.Contains("<caption>What read(2) gave</caption>", Samples.Html(Reads.AsTable("What read(2) gave")));

    [Fact]
    public void A_status_shows_its_sentence_and_the_integer() =>
        Assert.Equal("exited with 7 (0x0700)", Samples.Plain(new ExitStatus.Exited(7)));

    [Fact]
    public void A_failed_call_shows_its_message() =>
        Assert.StartsWith("mq_open(/lab): ENOSYS (38)", Samples.Plain(new PosixException("mq_open", Errno.ENOSYS, "/lab")));

    [Theory]
    [InlineData(new[] { 89855.91, 0.6583 }, new[] { "89,855.91", "0.66" })]
    [InlineData(new[] { 1234.56, 11.2 }, new[] { "1,235", "11" })]
    [InlineData(new[] { 1234.56, 0 }, new[] { "1,235", "0" })]
    [InlineData(new[] { 14.2847, 11.5 }, new[] { "14.28", "11.50" })]
    public void The_smallest_number_of_a_column_has_two_digits_that_tell_something(double[] numbers, string[] shown) =>
        Assert.Equal(shown, Samples.Plain(numbers.Select(number => new Measure(number)).ToArray()).Split('\n')[2..].Select(line => line.Trim()));

    [Theory]
    [InlineData("BytesRead", "bytes read")]
    [InlineData("CPUTime", "CPU time")]
    [InlineData("Pid", "pid")]
    public void A_property_name_becomes_words(string name, string words) => Assert.Equal(words, Words.Of(name));

    private static Read[] Reads { get; } =
    [
        new(65536, TimeSpan.FromMicroseconds(12.5), false, 12345, null, "secret"),
        new(0, TimeSpan.FromMicroseconds(1500), true, 12346, Errno.EAGAIN, "secret"),
    ];

    private sealed record Read(
        [Column(Unit = "bytes")] int BytesRead,
        [Column("call time", Unit = "µs")] TimeSpan Elapsed,
        bool Blocked,
        int Pid,
        Errno? Errno,
        [Column(Hidden = true)] string Note) : IObservation;

    private sealed record Measure(double Number) : IObservation;

    private sealed record Note(string Text) : IObservation;

    private sealed record Coordinates(int X, int Y) : IObservation;

    private readonly record struct Point(int X, int Y);

    private sealed record Counted([property: Column(IsCount = true)] int Calls, long Inode) : IObservation;

    private sealed record AddressSpace([property: Column(Unit = "bytes")] long VirtualBytes) : IObservation;
}
