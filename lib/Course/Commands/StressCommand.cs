using System.CommandLine;
using Course.Stress;

namespace Course.Commands;

/// <summary><c>course stress</c>: makes children by the thousand inside an engine's process while it allocates, compiles and starts processes of .NET's own; shows that none hangs, crashes or is left.</summary>
internal static class StressCommand
{
    internal static Command Create()
    {
        var forks = new Option<int>("--forks") { Description = "children made by fork", DefaultValueFactory = _ => 2000 };
        var vforks = new Option<int>("--vforks") { Description = "children made by vfork", DefaultValueFactory = _ => 2000 };
        var inThisProcess = new Option<bool>(StressWorker.Argument) { Hidden = true };
        foreach (var count in new[] { forks, vforks })
        {
            count.Validators.Add(result =>
            {
                if (result.GetValueOrDefault<int>() < 0)
                {
                    result.AddError($"{count.Name}: a number of children is 0 or more");
                }
            });
        }

        var command = new Command("stress", "fork and vfork again and again under load, and count what goes wrong") { forks, vforks, inThisProcess };
        command.SetAction(async (parsed, cancelled) =>
        {
            if (parsed.GetValue(inThisProcess))
            {
                StressWorker.Run(parsed.GetValue(forks), parsed.GetValue(vforks));
                return 0;
            }

            return Print(await Supervise(parsed.GetValue(forks), parsed.GetValue(vforks), cancelled));
        });
        return command;
    }

    private static async Task<StressWorker.Outcome> Supervise(int forks, int vforks, CancellationToken cancelled)
    {
        const int Parts = 10;
        var shown = 0;
        return await StressWorker.Supervise(
            forks,
            vforks,
            ended =>
            {
                var part = (int)((long)Parts * ended / Math.Max(1, forks + vforks));
                if (part > shown)
                {
                    shown = part;
                    Console.WriteLine($"{ended} of {forks + vforks} children have ended");
                }
            },
            cancelled);
    }

    private static int Print(StressWorker.Outcome outcome)
    {
        if (outcome.Report is { } report)
        {
            foreach (var call in report.Calls)
            {
                Console.WriteLine(call);
            }

            Console.WriteLine($"meanwhile: {report.NetChildren} children of System.Diagnostics.Process, {report.Cells} cells compiled, {report.Collections} garbage collections; {report.Restarts} children made again because they did not start");
            Console.WriteLine($"what the process has more of than before: {(report.Growth.Count > 0 ? string.Join("; ", report.Growth) : "nothing")}");
        }

        if (outcome.Failure.Length > 0)
        {
            Console.WriteLine($"the process that made the children {outcome.Failure}, after at least {outcome.Ended} children");
        }

        var (hangs, wrong, children, descriptors, mappings) = outcome.Report is { } done ? (done.Hangs, done.WrongResults, done.LeakedChildren, done.LeakedDescriptors, done.LeakedMappings) : default;
        Console.WriteLine($"{hangs} hangs, {outcome.Crashes} crashes, {wrong} wrong results, {children} leaked children, {descriptors} leaked descriptors, {mappings} leaked mappings");
        return outcome is { Crashes: 0, Report.Faults: 0 } ? 0 : 1;
    }
}
