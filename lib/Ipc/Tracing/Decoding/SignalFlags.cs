namespace Ipc.Tracing.Decoding;

/// <summary>signal.h by name.</summary>
internal static class SignalFlags
{
    internal static FlagSet Action { get; } = new("SA",
        (0x04000000, "SA_RESTORER"), (0x08000000, "SA_ONSTACK"), (0x10000000, "SA_RESTART"), (0x40000000, "SA_NODEFER"), (0x80000000, "SA_RESETHAND"), (4, "SA_SIGINFO"), (1, "SA_NOCLDSTOP"), (2, "SA_NOCLDWAIT"), (0x400, "SA_UNSUPPORTED"), (0x800, "SA_EXPOSE_TAGBITS"));

    internal static FlagSet MaskHow { get; } = FlagSet.Numbered("SIG", "SIG_BLOCK SIG_UNBLOCK SIG_SETMASK");

    internal static FlagSet Stack { get; } = new("SS", (1, "SS_ONSTACK"), (2, "SS_DISABLE"), (0x80000000, "SS_AUTODISARM"));

    internal static FlagSet Notify { get; } = new("SIGEV", (0, "SIGEV_SIGNAL"), (1, "SIGEV_NONE"), (2, "SIGEV_THREAD"), (4, "SIGEV_THREAD_ID"));
}
