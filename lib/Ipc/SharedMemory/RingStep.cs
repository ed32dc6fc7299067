using System.Globalization;
using Ipc.Children;

namespace Ipc.SharedMemory;

/// <summary>One thing that the writer or the reader of a ring did to the memory that both share. They stand in the order in which they can have happened: a store from when it began, a load until when it had ended.</summary>
/// <param name="Writer">What the writer did; empty where it was the reader.</param>
/// <param name="Reader">What the reader did; empty where it was the writer. The same look again and again is one step.</param>
public sealed record RingStep([property: Column("the writer")] string Writer, [property: Column("the reader")] string Reader) : IObservation
{
    /// <summary>Puts the steps of both into one order.</summary>
    internal static IReadOnlyList<RingStep> Of(ChildTrace writer, ChildTrace reader)
    {
        var steps = StepsOf(writer).Select(step => (step.Time, Step: new RingStep(step.Text, "")))
            .Concat(StepsOf(reader).Select(step => (step.Time, Step: new RingStep("", step.Text))))
            .OrderBy(one => one.Time)
            .Select(one => one.Step);
        var ordered = new List<RingStep>();
        foreach (var step in steps)
        {
            if (ordered.Count == 0 || ordered[^1] != step)
            {
                ordered.Add(step);
            }
        }

        return ordered;
    }

    private static IEnumerable<(MonotonicTime Time, string Text)> StepsOf(ChildTrace trace)
    {
        var start = trace.Steps.First(step => step.Call == "mmap").Result;
        foreach (var step in trace.Steps.Where(step => step.Call is "store_at" or "store_release" or "load_at" or "load_acquire"))
        {
            var address = long.Parse(step.Text.Split("0x")[1].Split(',', ')')[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            var (name, value) = (NameOf(address - start), step.Result.ToString(CultureInfo.InvariantCulture));
            yield return step.Call.StartsWith("store", StringComparison.Ordinal) ? (step.Start, $"{name} = {value}") : (step.End ?? step.Start, $"{name} is {value}");
        }
    }

    private static string NameOf(long offset) => offset switch
    {
        Ring.HeadAt => "head",
        Ring.TailAt => "tail",
        _ => (offset - Ring.SlotsAt) % Ring.SlotBytes == 0 ? "first word" : "last word",
    };
}
