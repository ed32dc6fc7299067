namespace Ipc.Tracing.Decoding;

/// <summary>sys/resource.h: struct rusage and struct rlimit.</summary>
internal static class ResourceText
{
    private static readonly Structure UsageStructure = new(
        Field.Of("ru_utime", TimeText.Microseconds),
        Field.Of("ru_stime", TimeText.Microseconds))
    { IsAbbreviated = true };

    private static readonly Structure LimitStructure = new(Field.UnsignedLong("rlim_cur", Limit), Field.UnsignedLong("rlim_max", Limit));

    /// <summary>struct rusage: the two times, abbreviated as strace does.</summary>
    internal static string? Usage(CallContext call, long address) => UsageStructure.Show(call, address);

    /// <summary>struct rlimit64.</summary>
    internal static string? Limits(CallContext call, long address) => LimitStructure.Show(call, address);

    private static string Limit(CallContext call, long word) =>
        word == -1 ? "RLIM64_INFINITY"
        : word > 1024 && word % 1024 == 0 ? $"{Show.Size(call, word / 1024)}*1024"
        : Show.Size(call, word);
}
