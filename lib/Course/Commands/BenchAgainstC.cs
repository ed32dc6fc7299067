using System.Text.Json;
using Ipc.Children;
using Ipc.Leftovers;
using Ipc.Measurement;

namespace Course.Commands;

/// <summary><c>course bench --against-c</c>: the measurements' programs, run by the laboratory and compiled from C.</summary>
internal static class BenchAgainstC
{
    private const int NameWidth = 36;

    internal static int Run(IReadOnlyList<string> mechanisms, bool quick, bool json, CancellationToken cancelled)
    {
        if (!CTwin.IsPossible)
        {
            throw new CourseException("there is no C compiler: --against-c takes one called cc; on Debian or Ubuntu: apt-get install gcc libc6-dev");
        }

        Journal.Sweep();
        var cases = CTwin.Cases(mechanisms, quick);
        if (!json)
        {
            Console.WriteLine($"{HostInfo.Current}; governor: {CpuGovernor.Current ?? "none to be seen"}; {DateTime.Now:yyyy-MM-dd}");
            Console.WriteLine("Round trips, p50 in µs: as the laboratory runs it, in C#, and compiled with cc -O2; in alternating order, with 95 % intervals of the ratio.");
            Console.WriteLine($"{"",-NameWidth}{"size",8}{"C#",10}{"C",10}{"C# ÷ C",9}{"from",8}{"to",8}{"noise",8}{"limit",8}");
        }

        var results = new List<AgainstC>();
        try
        {
            foreach (var one in cases)
            {
                cancelled.ThrowIfCancellationRequested();
                results.Add(CTwin.Compare(one));
                if (!json)
                {
                    Console.WriteLine(Row(results[^1]));
                }
            }
        }
        catch (Exception e) when (e is MeasurementException or ChildDeadlineException or InvalidOperationException)
        {
            throw BenchPart.Told(e);
        }

        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(
                new { Version = 1, Date = DateTimeOffset.Now, Host = HostInfo.Current, Results = results.Select(Fields) },
                ObservationJson.Options));
            return 0;
        }

        foreach (var outcome in results.Where(result => result.NotMeasured is null).GroupBy(result => result.Outcome))
        {
            Console.WriteLine($"{outcome.Count()} {outcome.Key}");
        }

        return 0;
    }

    private static object Fields(AgainstC one) => one.NotMeasured is not null
        ? new { one.Mechanism, one.Bytes, one.Placement, one.Limit, one.NotMeasured }
        : new { one.Mechanism, one.Bytes, one.Placement, one.CSharp, one.C, one.Ratio, one.Low, one.High, one.Noise, one.Limit, one.Pairs, one.Outcome };

    private static string Row(AgainstC one) => FormattableString.Invariant($"{one.Mechanism,-NameWidth}{one.Bytes,8}") + (one.NotMeasured is { } reason
        ? $"  not measured: {reason}"
        : FormattableString.Invariant($" {one.CSharp,9:F2} {one.C,9:F2} {one.Ratio,8:F3} {one.Low,7:F3} {one.High,7:F3} {one.Noise,7:P0} {one.Limit,7:F2}  {one.Outcome}{(one.Placement == Placement.TwoCpus ? ", two CPUs" : "")}"));
}
