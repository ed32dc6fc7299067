using System.Xml.Linq;
using Ipc.MemoryMaps;
using Ipc.ProcFs;

namespace Ipc.Notebooks.Tests.Diagrams;

public class StatePictureTests
{
    private static readonly ProcessTree s_before = new([Node(0, 10, 1, ProcessState.Sleeping), Node(1, 11, 10, ProcessState.Sleeping), Node(2, 12, 11, ProcessState.Running)]);
    private static readonly ProcessTree s_after = new([Node(0, 10, 1, ProcessState.Sleeping), Node(1, 12, 10, ProcessState.Running), Node(1, 13, 10, ProcessState.Sleeping)]);

    private static readonly OpenObject s_pipe = new("pipe", "pipe:[4711]", "0:13", 4711);

    [Fact]
    public void The_names_of_two_small_grids_do_not_overlap()
    {
        PageEntry[] one = [new(true, false, 5, false)];
        var html = Samples.Html(PagePicture.Of("two processes", new PageGrid("parent, before the child wrote", 4711, one), new PageGrid("child, before it wrote", 4712, one)));
        var names = Svg(html).Descendants().Where(element => element.Name.LocalName == "text" && element.Value.Contains("pid", StringComparison.Ordinal)).ToList();

        Assert.Equal(["parent, before the child wrote (pid 4711)", "child, before it wrote (pid 4712)"], names.Select(name => name.Value));
        Assert.True((double)names[1].Attribute("x")! > names[0].Value.Length * 6);
    }

    [Fact]
    public void A_tree_marks_what_appeared_what_is_gone_and_what_changed_without_colour()
    {
        var html = Samples.Html(s_before.ChangesTo(s_after));
        var texts = Svg(html).Descendants().Where(element => element.Name.LocalName == "text").Select(element => element.Value).ToList();
        Assert.Contains("+", texts);
        Assert.Contains("−", texts);
        Assert.Contains("~", texts);
        Assert.Contains("parent 11 → 10", texts);
        Assert.Contains("line-through", Svg(html).Descendants().Single(element => element.Value == "prog (11)" && element.Name.LocalName == "text").Attribute("text-decoration")!.Value);
        Assert.Contains("The same as a table", html);
    }

    [Fact]
    public void Descriptors_that_write_are_drawn_thick_and_the_reader_is_told_why_there_is_no_end_of_file()
    {
        var map = new DescriptorMap(
            [10, 11],
            [
                new OpenFileDescription(s_pipe, "read", "none", 0, [new DescriptorHolder(11, "cat", 0)]),
                new OpenFileDescription(s_pipe, "write", "none", 0, [new DescriptorHolder(10, "sh", 4), new DescriptorHolder(11, "cat", 4)]),
            ],
            Compared: true);
        var html = Samples.Html(map);
        Assert.Equal(3, Svg(html).Descendants().Count(element => element.Name.LocalName == "path" && (string?)element.Attribute("stroke-width") == "2.6"));
        Assert.Contains("no end of file while the write end is open in pid 10 (sh) as fd 4 and in pid 11 (cat) as fd 4.", html);
        Assert.Contains("Of these, pid 11 (cat) as fd 4 could read it as well", html);
        Assert.Contains("write end: 2 descriptors", html);
        Assert.Contains("so no end of file yet", html);
        Assert.Equal(2, Svg(html).Descendants().Count(element => element.Name.LocalName == "text" && element.Value == "fd 4" && (string?)element.Attribute("font-weight") == "600"));
        Assert.DoesNotContain("kcmp", html);
        var refused = Samples.Html(map with { Compared = false });
        Assert.Contains("kcmp(2) was refused", refused);
        Assert.Equal(2, Svg(refused).Descendants().Count(element => (string?)element.Attribute("stroke-dasharray") == "4 3"));
    }

    [Fact]
    public void A_pipe_without_a_writer_is_not_said_to_keep_its_reader_waiting_and_a_file_has_a_position()
    {
        var file = new OpenObject("memfd", "/memfd:notes (deleted)", "0:1", 9);
        var map = new DescriptorMap(
            [11],
            [
                new OpenFileDescription(s_pipe, "read", "none", 0, [new DescriptorHolder(11, "cat", 0)]),
                new OpenFileDescription(file, "read and write", "O_APPEND", 512, [new DescriptorHolder(11, "cat", 3)]),
            ],
            Compared: true);
        var html = Samples.Html(map);
        Assert.DoesNotContain("so no end of file yet", html);
        Assert.Contains("write end: not in these", html);
        Assert.Contains("read and write, O_APPEND, at 512", html);
        Assert.Contains("memfd /memfd:notes (deleted)", html);
    }

    [Fact]
    public void The_page_cache_is_drawn_page_by_page_for_each_moment()
    {
        var picture = PageCachePicture.Of([new("written", [true, true, true]), new("one byte was read", [false, true, false])]);
        var html = Samples.Html(picture);
        var squares = Svg(html).Descendants().Where(element => element.Name.LocalName == "rect").Select(element => element.Attribute("fill")!.Value != "none");
        Assert.Equal([true, true, true, false, true, false], squares);
        Assert.Contains("one byte was read: 1 of 3 pages are in memory.", html);
        Assert.Contains("The same as a table", html);
        Assert.Matches(@"one byte was read\s+3\s+1", picture.ToString());
    }

    [Fact]
    public void Page_grids_count_each_kind_and_say_what_shared_means()
    {
        var parent = new PageGrid("parent", 10, [new(true, false, 5, false), new(true, false, 6, true), new(false, false, null, false), new(false, true, null, false)]);
        var child = new PageGrid("child", 11, [new(true, false, 5, false), new(true, false, 9, true), new(false, false, null, false), new(true, false, 7, true)]);
        var html = Samples.Html(PagePicture.Of("two processes", parent, child));
        Assert.Contains("parent, pid 10: of 4 pages 1 shared, 1 its own, 1 not present, 1 swapped.", html);
        Assert.Contains("child, pid 11: of 4 pages 1 shared, 2 its own, 1 not present.", html);
        Assert.Contains("the same page frame in both", html);
        var hidden = Samples.Html(PagePicture.Of("two processes", parent with { Pages = [new(true, false, null, true)] }, child with { Pages = [new(true, false, null, true)] }));
        Assert.Contains("the kernel tells to root only", hidden);
    }

    [Fact]
    public void A_memory_map_has_a_bar_for_each_file_and_kind()
    {
        static MemoryUse Use(string path, long bytes, long resident, long own) => new(new MemoryMapping(0x1000, bytes, "r-xp", 0, 1, path), resident, resident, resident - own, 0, 0, own, 0, 0);
        var map = new MemoryMap(10, "prog", [Use("/lib/libc.so.6", 1 << 20, 1 << 19, 0), Use("/lib/libc.so.6", 1 << 12, 1 << 12, 1 << 12), Use("[heap]", 1 << 16, 1 << 12, 1 << 12), Use("", 1 << 16, 0, 0)]);
        Assert.Equal(["libc.so.6", "[heap]", "anonymous"], map.Regions().Select(region => region.Name));
        var html = Samples.Html(map);
        Assert.Contains("libc.so.6: 2 mappings, 1 MiB mapped, 516 KiB in memory, 4 KiB of that its own", html);
        Assert.Equal(9, Svg(html).Descendants().Count(element => element.Name.LocalName == "rect"));
    }

    private static XElement Svg(string html) => XElement.Parse(html[html.IndexOf("<svg", StringComparison.Ordinal)..(html.IndexOf("</svg>", StringComparison.Ordinal) + 6)]);

    private static ProcessTreeNode Node(int depth, int pid, int parent, ProcessState state) => new(
        depth,
        new ProcessStat(pid, "prog", state, parent, 10, 10, 0, -1, 0, 0, TimeSpan.Zero, TimeSpan.Zero, 1, TimeSpan.Zero, 4096, 4096, 0, 0));
}
