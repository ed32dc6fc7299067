using System.Globalization;
using System.Text;

namespace Ipc.Tracing;

/// <summary>A trace as text: what is written to a terminal, and what a notebook shows where it can show nothing better.</summary>
internal static class TraceText
{
    internal static string Of(SystemCallTrace trace)
    {
        var text = new StringBuilder();
        var lines = trace.Calls.Select(call => (call.Start, call.Tid, Line: call.Text))
            .Concat(trace.Events.Select(one => (Start: one.Time, one.Tid, Line: $"--- {one.What} ---")))
            .OrderBy(line => line.Start);
        foreach (var (start, tid, line) in lines)
        {
            text.Append(CultureInfo.InvariantCulture, $"{tid,7} {(start - trace.Begin).TotalMilliseconds,9:F3} ms  {line}\n");
        }

        if (trace.Lost > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"{trace.Lost} later calls were not kept\n");
        }

        return text.Append(trace.Broken is { } why ? $"killed: {why}\n" : "").ToString();
    }
}
