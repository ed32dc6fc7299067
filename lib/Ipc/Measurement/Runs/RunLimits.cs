namespace Ipc.Measurement.Runs;

/// <summary>The limits of a machine in a run, in ns: see <see cref="MachineLimits"/>.</summary>
/// <param name="ClockStep">The smallest step of the clock.</param>
/// <param name="ClockCost">Two readings of it.</param>
/// <param name="Sample">A sample of the harness with nothing to time.</param>
/// <param name="SampleFaults">Page faults of all those samples; a count.</param>
/// <param name="NullCall">A system call that does nearly nothing.</param>
/// <param name="ContextSwitch">A switch to another process.</param>
/// <param name="CacheLine">A cache line to another CPU; <c>null</c> with one CPU.</param>
public sealed record RunLimits(double ClockStep, double ClockCost, double Sample, long SampleFaults, double NullCall, double ContextSwitch, double? CacheLine) : IObservation;
