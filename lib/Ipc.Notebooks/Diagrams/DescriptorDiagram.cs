using System.Globalization;
using System.Xml.Linq;
using Ipc.ProcFs;

namespace Ipc.Notebooks;

/// <summary>Draws processes with their descriptors, the open file descriptions that these name, and the objects behind them.</summary>
internal sealed class DescriptorDiagram
{
    private const double RowHeight = 24, BoxGap = 14, Top = 30, Width = 860;
    private const double ProcessX = 4, ProcessWidth = 190, DescriptionX = 310, DescriptionWidth = 200, ObjectX = 630, ObjectWidth = 226;

    private static readonly XNamespace s_svg = "http://www.w3.org/2000/svg";

    private readonly DescriptorMap _map;
    private readonly Dictionary<(int Pid, int Fd), double> _descriptors = [];
    private readonly Dictionary<OpenFileDescription, double> _descriptions = [];
    private double _height = Top;

    private DescriptorDiagram(DescriptorMap map) => _map = map;

    /// <summary>The map as HTML: the drawing, the sentences, and the same as a table.</summary>
    public static string Html(DescriptorMap map)
    {
        var sentences = string.Concat(map.EndsOfFile().Select(sentence => $"<li>{Notebooks.Html.Escape(sentence)}</li>"));
        var drawing = new DescriptorDiagram(map).Write().ToString(SaveOptions.DisableFormatting);
        var compared = map.Compared ? "" : "<p>This machine does not tell which descriptors share an open file description (kcmp(2) was refused): each is drawn with one of its own.</p>";
        return $"""
            <figure class="ipc-descriptors"><div class="ipc-scroll" tabindex="0" role="region" aria-label="Descriptors, scrolls sideways">{drawing}</div>
            <figcaption>{(sentences.Length > 0 ? $"<ul>{sentences}</ul>" : "")}{compared}Thick lines can write; descriptors in bold keep a reader from end of file.
            <details class="ipc-alt"><summary>The same as a table</summary>{HtmlTable.Write(Table(map))}</details></figcaption></figure>
            """;
    }

    /// <summary>The map as text.</summary>
    public static string Text(DescriptorMap map) => $"{TextTable.Write(Table(map))}\n{map}";

    private static TableModel Table(DescriptorMap map) => TableReader.List([.. map.Descriptions.SelectMany((description, i) => description.Holders.Select(holder =>
        new Row(holder.Pid, holder.Command, holder.Fd, holder.CloseOnExec ? "yes" : "no", i + 1, description.Access, description.Flags, description.Object.HasPosition ? description.Position : null, description.Object.Kind, description.Object.Name)))], "", typeof(Row));

    private XElement Write()
    {
        var svg = new XElement(s_svg + "svg");
        var parts = new List<XElement> { Text(ProcessX, 16, "process, descriptor", bold: true), Text(DescriptionX, 16, "open file description", bold: true), Text(ObjectX, 16, "object", bold: true) };
        parts.AddRange(_map.Pids.SelectMany(Process));
        var columns = Math.Max(_height, Top);
        _height = Top;
        parts.AddRange(_map.Descriptions.Select(Description));
        columns = Math.Max(columns, _height);
        _height = Top;
        parts.AddRange(_map.ByObject().SelectMany(Object));
        columns = Math.Max(columns, _height);
        svg.Add(
            new XAttribute("viewBox", $"0 0 {Number(Width)} {Number(columns)}"),
            new XAttribute("role", "img"),
            new XAttribute("aria-label", "Descriptors, open file descriptions and objects"),
            new XAttribute("style", "width:100%;min-width:680px;max-width:860px;height:auto;display:block;font-family:system-ui,sans-serif"),
            new XElement(s_svg + "title", "Descriptors, open file descriptions and objects"),
            new XElement(s_svg + "desc", _map.ToString()),
            parts);
        return svg;
    }

    private IEnumerable<XElement> Process(int pid)
    {
        var holders = _map.Descriptions.SelectMany(description => description.Holders.Select(holder => (holder, description))).Where(one => one.holder.Pid == pid).OrderBy(one => one.holder.Fd).ToList();
        if (holders.Count == 0)
            yield break;
        var height = (holders.Count + 1) * RowHeight;
        var keepers = _map.ByObject().Where(DescriptorMap.KeepsFromEnd).SelectMany(pipe => pipe.Where(description => description.Writes)).SelectMany(description => description.Holders).ToHashSet();
        yield return Box(ProcessX, _height, ProcessWidth, height, 3, "0.08");
        yield return Text(ProcessX + 10, _height + 17, $"{holders[0].holder.Command} ({pid})", bold: true);
        for (var i = 0; i < holders.Count; i++)
        {
            var y = _height + ((i + 1.5) * RowHeight);
            _descriptors[(pid, holders[i].holder.Fd)] = y;
            yield return Text(ProcessX + 18, y + 4, $"fd {holders[i].holder.Fd}{StandardName(holders[i].holder.Fd)}", bold: keepers.Contains(holders[i].holder));
        }

        _height += height + BoxGap;
    }

    private XElement Description(OpenFileDescription description)
    {
        var y = _height;
        _descriptions[description] = y + (RowHeight / 2) + 2;
        _height += RowHeight + 4 + 8;
        var group = new XElement(s_svg + "g", new XAttribute("tabindex", "0"), new XElement(s_svg + "title", $"{description.Object}, {Words(description)}: {string.Join("; ", description.Holders)}"));
        foreach (var holder in description.Holders)
            group.Add(Curve(ProcessX + ProcessWidth, _descriptors[(holder.Pid, holder.Fd)], DescriptionX, y + (RowHeight / 2) + 2, description.Writes));
        var box = Box(DescriptionX, y, DescriptionWidth, RowHeight + 4, 14, "0.03");
        if (!_map.Compared)
            box.SetAttributeValue("stroke-dasharray", "4 3");
        group.Add(box, Text(DescriptionX + 14, y + 18, Shorten(Words(description))));
        return group;
    }

    private static string Words(OpenFileDescription description) =>
        $"{description.Access}{(description.Flags == "none" ? "" : $", {description.Flags}")}{(description.Object.HasPosition ? $", at {description.Position}" : "")}";

    private IEnumerable<XElement> Object(IReadOnlyList<OpenFileDescription> descriptions)
    {
        var y = _height;
        var target = descriptions[0].Object;
        var waits = DescriptorMap.KeepsFromEnd(descriptions);
        var height = target.IsPipe ? (waits ? 4 : 3) * RowHeight : RowHeight + 6;
        var group = new XElement(
            s_svg + "g",
            new XAttribute("tabindex", "0"),
            new XElement(s_svg + "title", $"{target.Kind} {target.Name}, inode {target.Inode}{(waits ? ": no end of file while a write end is open" : "")}"),
            Box(ObjectX, y, ObjectWidth, height, 3, "0.08"),
            Text(ObjectX + 10, y + 18, Shorten(target.ToString()), bold: true));
        if (target.IsPipe)
            group.Add(Text(ObjectX + 18, y + (1.5 * RowHeight) + 4, Ends(descriptions, writes: false)), Text(ObjectX + 18, y + (2.5 * RowHeight) + 2, Ends(descriptions, writes: true)));
        if (waits)
            group.Add(Text(ObjectX + 18, y + (3.5 * RowHeight), "so no end of file yet", bold: true));
        yield return group;

        foreach (var description in descriptions)
        {
            var at = target.IsPipe ? y + ((description.Writes ? 2.5 : 1.5) * RowHeight) : y + (height / 2);
            yield return Curve(DescriptionX + DescriptionWidth, _descriptions[description], ObjectX, at, description.Writes);
        }

        _height += height + BoxGap;
    }

    private static string Ends(IEnumerable<OpenFileDescription> descriptions, bool writes) =>
        descriptions.Where(description => writes ? description.Writes : description.Reads).Sum(description => description.Holders.Count) switch
        {
            0 => writes ? "write end: not in these" : "read end: not in these",
            1 => writes ? "write end: 1 descriptor" : "read end: 1 descriptor",
            var count => $"{(writes ? "write" : "read")} end: {count} descriptors",
        };

    private static string StandardName(int fd) => fd switch { 0 => ", standard input", 1 => ", standard output", 2 => ", standard error", _ => "" };

    /// <summary>What writes is drawn thick: these lines decide about end of file.</summary>
    private static XElement Curve(double x1, double y1, double x2, double y2, bool writes) => new(
        s_svg + "path",
        new XAttribute("d", $"M{Number(x1)} {Number(y1)}C{Number((x1 + x2) / 2)} {Number(y1)} {Number((x1 + x2) / 2)} {Number(y2)} {Number(x2)} {Number(y2)}"),
        new XAttribute("fill", "none"),
        new XAttribute("stroke", writes ? "#c05a1c" : "currentColor"),
        new XAttribute("stroke-width", writes ? "2.6" : "1.2"));

    private static XElement Box(double x, double y, double width, double height, double radius, string opacity) => new(
        s_svg + "rect",
        new XAttribute("x", Number(x)),
        new XAttribute("y", Number(y)),
        new XAttribute("width", Number(width)),
        new XAttribute("height", Number(height)),
        new XAttribute("rx", Number(radius)),
        new XAttribute("fill", "currentColor"),
        new XAttribute("fill-opacity", opacity),
        new XAttribute("stroke", "currentColor"),
        new XAttribute("stroke-width", "1"));

    private static XElement Text(double x, double y, string text, bool bold = false) => new(
        s_svg + "text",
        new XAttribute("x", Number(x)),
        new XAttribute("y", Number(y)),
        new XAttribute("font-size", "12"),
        new XAttribute("font-weight", bold ? "600" : "400"),
        new XAttribute("fill", "currentColor"),
        text);

    private static string Shorten(string target) => target.Length <= 30 ? target : "…" + target[^29..];

    private static string Number(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);

    private sealed record Row(int Pid, string Command, int Fd, [property: Column("close-on-exec")] string CloseOnExec, [property: Column("open file description")] int Description, string Access, string Flags, [property: Column(Unit = "bytes")] long? Position, string Kind, string Object) : IObservation;
}
