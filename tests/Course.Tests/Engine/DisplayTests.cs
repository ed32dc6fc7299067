namespace Course.Tests.Engine;

public sealed class DisplayTests
{
    private const string Libraries = "#r \"../lib/bin/Ipc.dll\"\n#r \"../lib/bin/Ipc.Notebooks.dll\"\nusing Ipc.Children; using Ipc.Notebooks;\n";

    [Theory]
    [InlineData("new Pair(1, 2).Display();")]
    [InlineData("new { Left = 1, Right = 2 }.Display();")]
    [InlineData("\"text\".Display();")]
    [InlineData("42.Display();")]
    [InlineData("((object)42).Display();")]
    [InlineData("((string?)null).Display();")]
    [InlineData("new[] { 1, 2, 3 }.Display();")]
    [InlineData("new List<Pair> { new(1, 2) }.Display();")]
    [InlineData("ExitStatus.FromRaw(0).Display();")]
    [InlineData("new ChildOptions().Display();")]
    [InlineData("display(new Pair(1, 2));")]
    [InlineData("display((object?)null);")]
    [InlineData("display(ExitStatus.FromRaw(0));")]
    public void Any_value_is_displayed_before_the_laboratory_opens_and_after(string cell)
    {
        var session = new TestSession();
        _ = session.Run(Libraries + "record Pair(int Left, int Right);").Value;
        AssertShown(session.Run(cell));
        _ = session.Run("Lab.Open()").Value;
        AssertShown(session.Run(cell));
    }

    [Fact]
    public void A_chart_is_displayed_as_a_figure_that_front_ends_draw_and_as_HTML_and_text()
    {
        var session = new TestSession();
        _ = session.Run(Libraries + "Lab.Open()").Value;
        var shown = session.Run(
            """
            var squares = Series.Of("squares", new[] { 1, 2, 3 }, x => x, x => x * x);
            Chart.Line("How do squares grow?", "x", "square", squares).Display();
            """);
        _ = shown.Value;
        Assert.Equal(
            ["application/vnd.plotly.v1+json", "text/html", "text/plain"],
            Assert.Single(shown.Displays).Data.Forms.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_child_object_is_displayed()
    {
        var session = new TestSession();
        _ = session.Run(Libraries + "Lab.Open()").Value;
        var shown = session.Run("using (var child = Fork.Start(c => c.Exit(7))) { child.Wait().Display(); child.Display(); child.Trace.Display(); }");
        _ = shown.Value;
        Assert.Equal(3, shown.Displays.Count);
        Assert.Contains("exited with 7", shown.Displays[0].Data["text/plain"], StringComparison.Ordinal);
    }

    [Fact]
    public void Display_shows_the_forms_asked_for_and_no_other()
    {
        var session = new TestSession();
        var shown = session.Run("42.Display(\"text/plain\"); 42.Display(\"text/plain\", \"text/html\"); 42.Display(new[] { \"text/plain\" }); \"<b>x</b>\".DisplayAs(\"text/html\");");
        _ = shown.Value;
        Assert.Equal(
            ["text/plain", "text/plain text/html", "text/plain", "text/html"],
            shown.Displays.Select(display => string.Join(' ', display.Data.Forms.Keys)));
        Assert.Equal("<b>x</b>", shown.Displays[3].Data["text/html"]);
    }

    [Fact]
    public void What_the_formatting_library_displays_by_itself_reaches_the_cell()
    {
        var shown = new TestSession().Run("new[] { new { Left = 1 } }.DisplayTable();");
        _ = shown.Value;
        Assert.Contains("<table", Assert.Single(shown.Displays).Data["text/html"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("var handle = 1.Display();")]
    [InlineData("var handle = ((object)1).Display();")]
    [InlineData("var handle = display(1);")]
    public void What_was_displayed_is_replaced_in_place_also_from_a_later_cell(string cell)
    {
        var session = new TestSession();
        var id = Assert.Single(session.Run(cell).Displays).DisplayId;
        var later = session.Run("handle.Update(2);");
        _ = later.Value;
        Assert.Empty(later.Displays);
        var (updated, data) = Assert.Single(later.Updates);
        Assert.Equal(id, updated);
        Assert.Equal("2", data["text/plain"]);
    }

    [Fact]
    public void A_handle_of_the_formatting_librarys_own_updates_what_it_displayed_also_from_a_later_cell()
    {
        var session = new TestSession();
        var first = Assert.Single(session.Run("var library = System.DisplayExtensions.Display(1, \"text/plain\");").Displays).DisplayId;
        Assert.Equal(first, Assert.Single(session.Run("library.Update(2);").Updates).Id);
        var second = Assert.Single(session.Run("var another = System.DisplayExtensions.Display(3, \"text/plain\");").Displays).DisplayId;
        var later = session.Run("library.Update(4); another.Update(5);");
        Assert.Equal([(first, "4"), (second, "5")], later.Updates.Select(update => ((string?)update.Id, update.Data["text/plain"])));
    }

    [Fact]
    public void Where_it_cannot_be_told_which_display_is_updated_the_new_content_is_shown_once_and_then_updated()
    {
        var session = new TestSession();
        _ = session.Run("var one = System.DisplayExtensions.Display(1, \"text/html\"); var two = System.DisplayExtensions.Display(2, \"text/html\");");
        var shown = Assert.Single(session.Run("two.Update(3);").Displays);
        var later = session.Run("two.Update(4);");
        Assert.Empty(later.Displays);
        Assert.Equal(shown.DisplayId, Assert.Single(later.Updates).Id);
    }

    private static void AssertShown(CellRecord cell)
    {
        _ = cell.Value;
        Assert.NotEmpty(Assert.Single(cell.Displays).Data["text/plain"]!);
    }
}
