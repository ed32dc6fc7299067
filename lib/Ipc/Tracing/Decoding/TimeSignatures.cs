namespace Ipc.Tracing.Decoding;

/// <summary>Clocks, sleeping and timers.</summary>
internal static class TimeSignatures
{
    private const int TimerAbsolute = 1;

    private static readonly FlagSet Clocks = FlagSet.Numbered("CLOCK",
        "CLOCK_REALTIME CLOCK_MONOTONIC CLOCK_PROCESS_CPUTIME_ID CLOCK_THREAD_CPUTIME_ID CLOCK_MONOTONIC_RAW CLOCK_REALTIME_COARSE CLOCK_MONOTONIC_COARSE CLOCK_BOOTTIME CLOCK_REALTIME_ALARM CLOCK_BOOTTIME_ALARM CLOCK_SGI_CYCLE CLOCK_TAI");

    private static readonly FlagSet IntervalTimers = FlagSet.Numbered("ITIMER", "ITIMER_REAL ITIMER_VIRTUAL ITIMER_PROF");
    private static readonly FlagSet Absolute = new("TIMER", (TimerAbsolute, "TIMER_ABSTIME"));
    private static readonly FlagSet DescriptorFlags = new("TFD", (0x80000, "TFD_CLOEXEC"), (0x800, "TFD_NONBLOCK"));
    private static readonly FlagSet SettingFlags = new("TFD", (1, "TFD_TIMER_ABSTIME"), (2, "TFD_TIMER_CANCEL_ON_SET"));
    private static readonly Structure Zone = new(Field.Int("tz_minuteswest"), Field.Int("tz_dsttime"));

    private static readonly Structure Ticks = new(Field.Long("tms_utime", TimeText.Ticks), Field.Long("tms_stime", TimeText.Ticks), Field.Long("tms_cutime", TimeText.Ticks), Field.Long("tms_cstime", TimeText.Ticks));

    private static readonly Parameter Clock = new("clockid", Clocks.Value), Which = new("which", IntervalTimers.Value), Fd = new("fd", Show.Int), Timer = new("timerid", Show.Int);
    private static readonly Parameter NewTimer = new("new_value", TimeText.Timer.Show), OldTimer = new("old_value", TimeText.Timer.Show, FilledByCall: true);
    private static readonly Parameter CurrentTimer = new("curr_value", TimeText.Timer.Show, FilledByCall: true);
    private static readonly Parameter Remaining = new("rem", Show.Address) { Afterwards = Left };

    internal static FlagSet ClockNames => Clocks;

    internal static IEnumerable<Signature> All { get; } =
    [
        new("nanosleep", new("req", TimeText.Nanoseconds.Show), Remaining),
        new("clock_nanosleep", Clock, new("flags", Absolute.Flags), new("request", TimeText.Nanoseconds.Show), Remaining with { Name = "remain" }),
        new("clock_gettime", Clock, new("tp", TimeText.Nanoseconds.Show, FilledByCall: true)),
        new("clock_getres", Clock, new("res", TimeText.Nanoseconds.Show, FilledByCall: true)),
        new("clock_settime", Clock, new("tp", TimeText.Nanoseconds.Show)),
        new("gettimeofday", new("tv", TimeText.Microseconds.Show, FilledByCall: true), new("tz", Zone.Show, FilledByCall: true)),
        new("time", new Parameter("tloc", TimeBehind, FilledByCall: true)) { ResultDetail = call => TimeText.Date(call.Result) },
        new("times", new Parameter("buf", Ticks.Show, FilledByCall: true)),
        new("alarm", new Parameter("seconds", Show.UnsignedInt)),
        new("setitimer", Which, new("new_value", TimeText.OldTimer.Show), new("old_value", TimeText.OldTimer.Show, FilledByCall: true)),
        new("getitimer", Which, new("curr_value", TimeText.OldTimer.Show, FilledByCall: true)),
        new("timerfd_create", Clock, new("flags", DescriptorFlags.Flags)),
        new("timerfd_settime", Fd, new("flags", SettingFlags.Flags), NewTimer, OldTimer),
        new("timerfd_gettime", Fd, CurrentTimer),
        new("timer_create", Clock, new("sevp", SignalEvent.Show), new("timerid", Show.IntBehind, FilledByCall: true)),
        new("timer_settime", Timer, new("flags", Absolute.Flags), NewTimer, OldTimer),
        new("timer_gettime", Timer, CurrentTimer),
        new("timer_getoverrun", Timer),
        new("timer_delete", Timer),
    ];

    /// <summary>What was left of the sleep, where a signal broke it off; an absolute sleep leaves nothing.</summary>
    private static string? Left(CallContext call, long address, string? before)
    {
        var interrupted = call.Restart is not null || call.Errno == Native.Errno.EINTR;
        var isAbsolute = call.Name == "clock_nanosleep" && (call.Words[1] & TimerAbsolute) != 0;
        return interrupted && !isAbsolute ? TimeText.Nanoseconds.Show(call, address) : before;
    }

    private static string TimeBehind(CallContext call, long address) =>
        call.Int64(address) is { } seconds ? $"[{seconds} /* {TimeText.Date(seconds)} */]" : Show.Address(call, address);
}
