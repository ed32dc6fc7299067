namespace Course.Stress;

/// <summary>What a stress run counted, in the process that ran it.</summary>
/// <param name="Calls">One entry for each call that made children.</param>
/// <param name="Restarts">Children that did not start in time, were killed and made again.</param>
/// <param name="LeakedChildren">Children, zombies included, that the process still has.</param>
/// <param name="LeakedDescriptors">Descriptors that the process has more of than before, whoever opened them; those of assemblies that the compiler opened are in <paramref name="Growth"/> only.</param>
/// <param name="LeakedMappings">Mappings of the laboratory that are still there.</param>
/// <param name="Growth">All that the process has more of than before, by name.</param>
/// <param name="NetChildren">Children of System.Diagnostics.Process that were started meanwhile.</param>
/// <param name="Cells">Cells that the engine compiled and ran meanwhile.</param>
/// <param name="Collections">Garbage collections meanwhile.</param>
internal sealed record StressReport(
    IReadOnlyList<StressedCall> Calls,
    int Restarts,
    int LeakedChildren,
    int LeakedDescriptors,
    int LeakedMappings,
    IReadOnlyList<string> Growth,
    int NetChildren,
    int Cells,
    int Collections)
{
    internal int Hangs => Calls.Sum(call => call.Hangs);

    internal int WrongResults => Calls.Sum(call => call.WrongResults);

    internal int Faults => Hangs + WrongResults + LeakedChildren + LeakedDescriptors + LeakedMappings;
}

/// <summary>The children that one call made.</summary>
/// <param name="Call">"fork" or "vfork".</param>
/// <param name="Children">How many.</param>
/// <param name="Hangs">How many had not ended at their deadline.</param>
/// <param name="WrongResults">How many ended otherwise than their program says, or wrote something else.</param>
/// <param name="MedianMicroseconds">From the call to the child's reaping: half of the children took no longer.</param>
/// <param name="P99Microseconds">The same, for 99 of 100 children.</param>
/// <param name="MaxMicroseconds">The same, for all of them.</param>
internal sealed record StressedCall(string Call, int Children, int Hangs, int WrongResults, long MedianMicroseconds, long P99Microseconds, long MaxMicroseconds)
{
    public override string ToString() =>
        $"{Call}: {Children} children, {Hangs} hangs, {WrongResults} wrong results; start to reaped p50 {MedianMicroseconds} µs, p99 {P99Microseconds} µs, max {MaxMicroseconds} µs";
}
