using System.Text;
using Ipc.Claims;
using Ipc.Native;

namespace Ipc.Notebooks.Tests;

/// <summary>One page with every look, to be opened in a browser.</summary>
public class SamplePage
{
    [Fact]
    public void A_page_of_every_look_needs_no_other_file()
    {
        var page = new StringBuilder("<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>Every look</title>"
            + "<style>:root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:960px;margin:1em auto;padding:0 1em}</style></head><body>");
        foreach (var output in Outputs())
            page.Append(Samples.Html(output)).Append('\n');
        page.Append("</body></html>");

        var file = Path.Combine(AppContext.BaseDirectory, "looks.html");
        File.WriteAllText(file, page.ToString());

        Assert.DoesNotContain("src=\"http", page.ToString());
    }

    private static IEnumerable<object> Outputs()
    {
        var random = new Random(7);
        double[] Times(double median, double spread) => [.. Enumerable.Range(0, 2000).Select(_ => median * Math.Exp(spread * (random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.2)))];
        double[] sizes = [.. Enumerable.Range(6, 15).Select(i => Math.Pow(2, i))];
        Series Throughput(string name, double top) => Series.Of(name, sizes, size => size, size => top * size / (size + 9000), size => 0.85 * top * size / (size + 9000), size => 1.1 * top * size / (size + 9000));

        yield return Lab.Open("00-looks");
        yield return Samples.HelloTrace;
        yield return Samples.LongTrace;
        yield return Samples.HelloTrace.Processes;
        yield return Samples.HelloTrace.Steps[0];
        yield return Samples.HelloTrace.Steps.AsTable("What the child did");
        yield return Samples.Holding;
        yield return Samples.Holding with { Decision = new Decision(Verdict.Depends, "x86-64", "clone on arm64, vfork here", null) };
        yield return new[] { Samples.Holding, Samples.Holding with { Decision = Decision.NotObserved("ptrace is not permitted in this container; start it with --cap-add=SYS_PTRACE") }, Samples.Holding with { Decision = Decision.Of(false, "3 of 1,000 disagreed", 1) } };
        yield return new Ipc.Children.ExitStatus.Signaled(Signal.SIGSEGV, true);
        yield return new PosixException("mq_open", Errno.ENOSYS, "/lab");
        yield return Chart.Line("Which mechanism carries most bytes a second?", Axis.Log("message size", "bytes"), Axis.Log("throughput", "MiB/s"), Throughput("pipe", 2100), Throughput("unix socket", 2900), Throughput("shared memory", 9100), Throughput("message queue", 1500));
        yield return Chart.Bars("What does one round trip cost?", "round trip (µs)", ("pipe", 12.4), ("fifo", 12.9), ("unix socket", 15.3), ("shared memory", 1.2), ("signal", 22.7));
        yield return Chart.Histogram("How long does fork take?", "time (µs)", Times(180, 1.2), logScale: true);
        yield return Chart.Boxes("Are fork and vfork alike?", "time (µs)", ("fork", Times(180, 0.6)), ("vfork", Times(90, 0.4)), ("clone", Times(170, 0.9)));
        yield return Chart.Scatter("Does the cost grow with memory?", "resident memory (MiB)", "time (µs)", Series.Of("fork", Enumerable.Range(0, 60).Select(i => (i * 16.0, 120 + (i * 9) + (random.NextDouble() * 90)))), Series.Of("vfork", Enumerable.Range(0, 60).Select(i => (i * 16.0, 80 + (random.NextDouble() * 20)))));
    }
}
