using System.Globalization;
using System.Xml.Linq;
using Ipc.Hangs;

namespace Ipc.Notebooks;

/// <summary>Draws who waits for what: a row for each waiting thread, with the object that it waits for and the processes that could end the wait.</summary>
internal static class HangDiagram
{
    private const double BoxHeight = 46, RowGap = 16, Top = 26, Width = 900;
    private const double ProcessX = 4, ProcessWidth = 230, ObjectX = 320, ObjectWidth = 280, EnderX = 690, EnderWidth = 206;
    private const int LetterWidth = 7, BoldRoom = 22;

    private static readonly XNamespace s_svg = "http://www.w3.org/2000/svg";

    /// <summary>The drawing.</summary>
    public static XElement Write(HangReport report, string id)
    {
        var rows = report.Threads.Where(thread => thread.WaitsFor is not null).ToList();
        var svg = Element("svg", ("role", "img"), ("aria-labelledby", $"{id}-title {id}-desc"), ("style", "width:100%;min-width:700px;max-width:900px;height:auto;display:block;font-family:system-ui,sans-serif"))
            .With(
                new XElement(s_svg + "title", new XAttribute("id", $"{id}-title"), "Who waits for what"),
                new XElement(s_svg + "desc", new XAttribute("id", $"{id}-desc"), report.ToString()),
                Text(ProcessX, 14, "waits", bold: true),
                Text(ObjectX, 14, "for", bold: true),
                Text(EnderX, 14, "which could be ended by", bold: true));
        var y = Top;
        foreach (var thread in rows)
        {
            var wait = thread.WaitsFor!;
            var enders = Math.Max(1, wait.Enders.Count);
            var height = (enders * (BoxHeight + RowGap)) - RowGap;
            var middle = y + (height / 2);
            svg.Add(
                Box(ProcessX, middle - (BoxHeight / 2), ProcessWidth, $"pid {thread.Pid}{(thread.Tid == thread.Pid ? "" : $", thread {thread.Tid}")} ({thread.Command})", thread.Call, thread.ToString()),
                Arrow(ProcessX + ProcessWidth, middle, ObjectX, middle),
                Box(ObjectX, middle - (BoxHeight / 2), ObjectWidth, wait.Object.Length > 0 ? wait.Object : wait.What, wait.Object.Length > 0 ? wait.What : "", wait.What, rounded: true));
            for (var i = 0; i < enders; i++)
            {
                var at = y + (i * (BoxHeight + RowGap));
                svg.Add(Arrow(ObjectX + ObjectWidth, middle, EnderX, at + (BoxHeight / 2)));
                svg.Add(wait.Enders.Count == 0
                    ? Box(EnderX, at, EnderWidth, Nobody(wait.Kind), "", "No process is known that could end this wait.", dashed: true)
                    : Box(EnderX, at, EnderWidth, $"pid {wait.Enders[i].Pid} ({wait.Enders[i].Command})", wait.Enders[i].How, wait.Enders[i].ToString(), heavy: wait.Enders[i].Pid == thread.Pid));
            }

            y += height + RowGap;
        }

        svg.SetAttributeValue("viewBox", $"0 0 {Number(Width)} {Number(y)}");
        return svg;
    }

    private static string Nobody(WaitKind kind) => kind is WaitKind.Time ? "the clock" : kind is WaitKind.QueueMessage or WaitKind.QueueRoom ? "whoever has its name" : kind is WaitKind.Signal or WaitKind.Futex or WaitKind.Semaphore or WaitKind.Terminal ? "whoever sends or wakes" : "nobody";

    private static XElement Box(double x, double y, double width, string head, string detail, string title, bool rounded = false, bool dashed = false, bool heavy = false)
    {
        var box = Element("g", ("tabindex", "0")).With(
            new XElement(s_svg + "title", title),
            Element("rect", ("x", Number(x)), ("y", Number(y)), ("width", Number(width)), ("height", Number(BoxHeight)), ("rx", rounded ? "20" : "3"),
                ("fill", "currentColor"), ("fill-opacity", rounded ? "0.03" : "0.08"), ("stroke", "currentColor"), ("stroke-width", heavy ? "3" : "1.2"), ("stroke-dasharray", dashed ? "4 3" : "none")),
            Text(x + 12, y + (detail.Length > 0 ? 19 : 28), Shorten(head, width - BoldRoom), bold: true));
        return detail.Length > 0 ? box.With(Text(x + 12, y + 36, Shorten(detail, width))) : box;
    }

    private static XElement Arrow(double x1, double y1, double x2, double y2) => Element("g").With(
        Element("path", ("d", $"M{Number(x1)} {Number(y1)}C{Number((x1 + x2) / 2)} {Number(y1)} {Number((x1 + x2) / 2)} {Number(y2)} {Number(x2 - 7)} {Number(y2)}"), ("fill", "none"), ("stroke", "currentColor"), ("stroke-width", "1.4")),
        Element("path", ("d", $"M{Number(x2)} {Number(y2)}l-9 -4v8z"), ("fill", "currentColor")));

    private static XElement Text(double x, double y, string text, bool bold = false) =>
        Element("text", ("x", Number(x)), ("y", Number(y)), ("font-size", "12"), ("font-weight", bold ? "600" : "400"), ("fill", "currentColor")).With(new XText(text));

    /// <summary>As much as fits: of a path its end, with the word before it; of other text its beginning.</summary>
    private static string Shorten(string text, double width)
    {
        var most = (int)((width - 24) / LetterWidth);
        if (text.Length <= most)
            return text;

        var path = text.LastIndexOf(' ') + 1;
        return path < most / 2 && text[path] == '/' ? text[..path] + "…" + text[^(most - path - 1)..] : text[..(most - 1)] + "…";
    }

    private static XElement Element(string name, params (string Name, string Value)[] attributes) => new XElement(s_svg + name).With(attributes);

    private static string Number(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}
