using System.Globalization;
using Ipc.Children;
using Ipc.DotNet;
using Ipc.Measurement.Mechanisms;
using Ipc.Native;

namespace Ipc.Measurement.DotNetClasses;

/// <summary>A class of .NET between two .NET programs, which speak the protocol of all other measurements: <see cref="DotNetPair"/>.</summary>
/// <param name="Name">What tables and charts call it.</param>
internal sealed record DotNetMechanism(string Name) : MeasuredMechanism(Name)
{
    private const string Lines = $"{nameof(Ipc)}.{nameof(Measurement)}.{nameof(DotNetClasses)}.{nameof(DotNetPair)}.{nameof(DotNetPair.Run)}(args);";

    /// <summary>Each side is a .NET program.</summary>
    internal override bool IsSlowToStart => true;

    /// <inheritdoc/>
    internal override IReadOnlyList<int> Sizes => [BenchmarkPlan.RankedBytes, 64 * 1024];

    internal override double? CountCalls(BenchmarkCase one, IReadOnlyList<int> cpus) => null;

    internal override RawTimes Measure(BenchmarkCase one, BenchmarkOptions options, IReadOnlyList<int> cpus)
    {
        var task = DotNetTask.Of(one, this, options, cpus);
        var program = DotNetProgram.Of(Lines) with
        {
            Libraries = [typeof(DotNetPair).Assembly.Location],
            Arguments = [DotNetPair.FirstRole, .. task.Words()],
            Deadline = options.Deadline,

            // What runs again and again in the warm-up is compiled for good in the warm-up.
            Environment = new Dictionary<string, string> { ["DOTNET_TC_CallCountingDelayMs"] = "0" },
        };
        var result = program.Run();
        return result.Status is ExitStatus.Exited { Code: 0 }
            ? Read(result.StandardOutput, task)
            : throw new MeasurementException(one, $"the process with the clock {result.Status}; {result.StandardError.Trim()}");
    }

    private static RawTimes Read(string printed, DotNetTask task)
    {
        var lines = printed.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')).ToDictionary(words => words[0], words => words[1..]);
        Resource.Usage Used(string role) => lines[role] is [var cpu, var faults, var voluntary, var involuntary]
            ? new(double.Parse(cpu, CultureInfo.InvariantCulture), Number(faults), Number(voluntary), Number(involuntary))
            : throw new FormatException($"the measured programs printed {printed}");
        return new([.. lines[DotNetPair.Times].Select(Number)], task.Rounds * task.Burst, Used(DotNetPair.FirstRole), Used(DotNetPair.SecondRole));
    }

    private static long Number(string word) => long.Parse(word, CultureInfo.InvariantCulture);
}
