using System.Text.Json.Nodes;
using Course.Notebooks;

namespace Course.Tests.Handouts;

/// <summary>The cells of the chapters made for the tests.</summary>
internal static class SampleCells
{
    private const string Dot = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";

    /// <summary>Every kind of output, and the ways in which Markdown can go wrong in a page.</summary>
    internal static IEnumerable<Cell> Outputs(string reference) =>
    [
        Text("""
            # What do outputs look like?

            A paragraph with `code`, [a neighbour](01-charts.ipynb), [a chapter of no run](09-elsewhere.ipynb) and [a page](https://man7.org/linux/man-pages/man2/fork.2.html).

            ![a dot](attachment:dot.png) ![two lanes](lanes.svg) ![far away](https://example.org/far.png)

            | mechanism | boundaries kept | survives its maker | named by | readiness | largest message |
            | --- | --- | --- | --- | --- | --- |
            | pipe | with `O_DIRECT` only | no | inherited descriptor | poll, select, epoll | 4,096 bytes with `O_DIRECT` |
            """) with { Attachments = new JsonObject { ["dot.png"] = new JsonObject { ["image/png"] = Dot } } },
        Code(reference),
        Text("## Theme\n\n#### A heading that skips a level\n\n## Theme\n\n<details><summary>Which?</summary>\n\nThe *third*.\n\n</details>"),
        Code(""""
            // A comment, and every kind of token that is coloured; a line that is longer than a phone is wide, and than paper.
            #pragma warning disable CS0219
            enum Kind { First } record struct Point(int X, int Y); interface IShape { } delegate void Act();
            var child = Fork.Start(c => { c.Write($"hello {1 + 2} from the child\n"); c.Fork("second", () => c.Exit(3)); c.Wait(-1); c.Exit(7); });
            var text = @"verbatim ""text""" + '\t' + "escapes \u0041 \n" + 0x7f + """
              several lines
                of one string
              """;
            child.Wait()
            """"),
        Code("child.Trace"),
        Code("child.Trace.Steps"),
        Code("child.Output"),
        Code("""Ledger.Examine("P8")"""),
        Code("""new[] { Ledger.Examine("P6"), Ledger.Examine("P8") }"""),
        Code("""Console.WriteLine("a line that is longer than a phone is wide: " + new string('x', 200)); Console.Error.WriteLine("\x1b[31mto standard error\x1b[0m");"""),
        Code("""throw new InvalidOperationException("expected, and long: " + new string('y', 150));""", "raises-exception"),
        Code("int x = \"no number\";", "raises-exception"),
        Code("#!html\n<p>a <b>bold</b> word</p><h3>A heading of an output</h3><table><tr><td>a table without a head</td><td>" + string.Join("</td><td>", Enumerable.Range(0, 20)) + "</td></tr></table>"),
        Code("#!markdown\nSome *Markdown* with a table\n\n| a | b |\n| --- | --- |\n| 1 | 2 |"),
        Code("#!mermaid\ngraph LR; parent-->child"),
        Code("#!javascript\ndocument.documentElement.dataset.sample = 'ran';"),
        Code($$"""
            using Microsoft.DotNet.Interactive.Formatting;
            class Drawing { public override string ToString() => "a circle"; } class Photo { public override string ToString() => "a dot"; }
            Formatter.Register<Drawing>(_ => "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"60\" height=\"60\"><circle cx=\"30\" cy=\"30\" r=\"20\" fill=\"currentColor\"/></svg>", "image/svg+xml");
            Formatter.SetPreferredMimeTypesFor(typeof(Drawing), "image/svg+xml");
            Formatter.Register<Photo>(_ => "{{Dot}}", "image/png");
            Formatter.SetPreferredMimeTypesFor(typeof(Photo), "image/png");
            display(new Drawing()); display(new Photo()); display(HTML("<img src=\"data:image/png;base64,{{Dot}}\" alt=\"a dot of HTML\">"));
            """),
        Code("new string('z', 5000)"),
        Code("""new { Name = "anonymous", Words = new[] { "one", "two" }, Nested = new { Deep = new Dictionary<string, int> { ["a"] = 1 } } }"""),
        Code("""Enumerable.Range(0, 700).Select(i => new { Row = i, Path = $"/proc/{i}/" + new string('p', 150), Flags = "O_NONBLOCK|O_DIRECT|O_CLOEXEC", Bytes = 1234567 * i, Note = $"row {i}" }).AsTable("many rows")"""),
        Code("\"a < b && c > d </script> </style> <!-- ]]> \\0 \" + (char)7"),
    ];

    /// <summary>Every kind of chart.</summary>
    internal static IEnumerable<Cell> Charts(string reference) =>
    [
        Text("# Which charts are there?\n\nFive."),
        Code(reference),
        Code("""Chart.Line("Does it grow?", Axis.Log("size", "bytes"), "throughput (MiB/s)", Series.Of("pipe", Enumerable.Range(6, 12).Select(i => (Math.Pow(2, i), (double)i))), Series.Of("fifo", Enumerable.Range(6, 12).Select(i => (Math.Pow(2, i), 0.0))))"""),
        Code("""Chart.Bars("Which costs most?", "round trip (µs)", ("pipe", 12.4), ("unix socket", 15.3), ("shared memory", 1.2))"""),
        Code("""Chart.Histogram("How is it spread?", "time (µs)", Enumerable.Range(1, 500).Select(i => 100.0 + (i * i % 97)))"""),
        Code("""Chart.Boxes("Are they alike?", "time (µs)", ("fork", [1.0, 2, 3, 4, 9]), ("vfork", [1.0, 1, 2, 2, 3]))"""),
        Code("""Chart.Scatter("Do they go together?", "memory (MiB)", "time (µs)", Series.Of("fork", Enumerable.Range(0, 60).Select(i => (i * 16.0, 120.0 + i))))"""),
    ];

    /// <summary>A chapter whose third cell fails.</summary>
    internal static IEnumerable<Cell> Failing() =>
        [Text("A chapter without a title."), Code("1 + 1"), Code("throw new TimeoutException(\"not expected\");"), Code("\"never run\"")];

    /// <summary>Blocks of prose, code and table, each with a word in its first and its last line: each block's code and each table has to be on one sheet.</summary>
    internal static IEnumerable<Cell> Paper(string reference, int blocks) =>
    [
        Text("# Where do pages end?"),
        Code(reference),
        .. Enumerable.Range(0, blocks).SelectMany(i => new[]
        {
            Text($"## Block {i}\n\n" + string.Concat(Enumerable.Repeat("Some words that take up room. ", 3 + (i * 13 % 41)))),
            Code($"// code{i}top\n" + string.Concat(Enumerable.Range(0, 6).Select(line => $"var v{i}_{line} = {line};\n"))
                + $"new[] {{ \"table{i}top\", \"b\", \"c\", \"d\", \"e\", \"f\", \"table{i}end\" }}.Select(w => new {{ Word = w, Length = w.Length }}).AsTable() // code{i}end"),
            Code($"var p{i} = Fork.Start(c => {{ c.Fork(\"lane{i}\", () => c.Exit(0)); c.Wait(-1); c.Exit(0); }}); p{i}.Wait();\nTimeline.Of(p{i}.Trace, \"caption{i}\")"),
        }),
    ];

    private static Cell Text(string source) => new("", CellKind.Markdown, source);

    private static Cell Code(string source, params string[] tags) =>
        new("", CellKind.Code, source) { Metadata = tags.Length > 0 ? new JsonObject { ["tags"] = new JsonArray([.. tags.Select(tag => (JsonNode)tag)]) } : [] };
}
