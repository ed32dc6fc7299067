using System.CommandLine;
using Ipc.Children;
using Ipc.Leftovers;
using Ipc.Measurement;

namespace Course.Commands;

/// <summary>What the measurements that <c>bench</c> has under names of their own have in common.</summary>
internal static class BenchPart
{
    /// <summary>A subcommand that measures, and then prints a table or JSON.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="description">What it measures.</param>
    /// <param name="quick">What <c>--quick</c> changes.</param>
    /// <param name="measure">Measures: quickly or at full length, with a line that shows how far it has come.</param>
    /// <param name="json">The results as one JSON object.</param>
    /// <param name="text">Writes them as tables.</param>
    internal static Command Create<T>(string name, string description, string quick, Func<bool, ProgressLine, CancellationToken, T> measure, Func<T, string> json, Action<T, TextWriter> text)
    {
        var isQuick = new Option<bool>("--quick") { Description = quick };
        var asJson = new Option<bool>("--json") { Description = "print one JSON object and nothing else" };
        var command = new Command(name, description) { isQuick, asJson };
        command.SetAction((parsed, cancelled) => Task.Run(
            () =>
            {
                Journal.Sweep();
                var results = Measured(line => measure(parsed.GetValue(isQuick), line, cancelled));
                if (parsed.GetValue(asJson))
                {
                    Console.WriteLine(json(results));
                }
                else
                {
                    text(results, Console.Out);
                }

                return 0;
            },
            cancelled));
        return command;
    }

    /// <summary>What to tell of a measurement that did not come to its end: where it hung, with the report why.</summary>
    internal static CourseException Told(Exception fault) =>
        new(fault is ChildDeadlineException hung ? $"{hung.Message}\n{hung.Explanation}" : fault.Message);

    private static T Measured<T>(Func<ProgressLine, T> measure)
    {
        using var line = new ProgressLine();
        try
        {
            var results = measure(line);
            line.Clear();
            return results;
        }
        catch (Exception e) when (e is MeasurementException or ChildDeadlineException)
        {
            throw Told(e);
        }
    }
}
