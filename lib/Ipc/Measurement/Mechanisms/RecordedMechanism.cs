namespace Ipc.Measurement.Mechanisms;

/// <summary>A mechanism of the kernel, which two recorded children use by its system calls.</summary>
/// <param name="Name">What tables and charts call it.</param>
/// <param name="Make">Makes it for messages of some length.</param>
internal sealed record RecordedMechanism(string Name, Func<int, Carrier> Make) : MeasuredMechanism(Name)
{
    internal override RawTimes Measure(BenchmarkCase one, BenchmarkOptions options, IReadOnlyList<int> cpus) => BenchmarkProgram.Run(one, this, options, cpus);

    internal override double? CountCalls(BenchmarkCase one, IReadOnlyList<int> cpus) => CallCount.Of(one, this, cpus);
}
