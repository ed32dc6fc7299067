using System.Numerics;

namespace Ipc.Tracing.Decoding;

/// <summary>Signals and sets of them by name.</summary>
/// <seealso href="https://man7.org/linux/man-pages/man7/signal.7.html"/>
internal static class SignalText
{
    private const int FirstRealTime = 32, Last = 64;

    private static readonly string[] Names =
        "HUP INT QUIT ILL TRAP ABRT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM STKFLT CHLD CONT STOP TSTP TTIN TTOU URG XCPU XFSZ VTALRM PROF WINCH IO PWR SYS".Split(' ');

    /// <summary>A signal: SIGTERM, SIGRT_2; another number as it is.</summary>
    internal static string Signal(CallContext call, long word) => (int)word is >= 1 and <= Last ? "SIG" + Short((int)word) : Show.Int(call, word);

    /// <summary>A set of signals behind an address: [HUP INT], or ~[KILL] for all but some.</summary>
    internal static string Set(CallContext call, long address) => call.Int64(address) is { } set ? Set(set) : Show.Address(call, address);

    /// <summary>A set of signals: where most are in it, those that are not.</summary>
    internal static string Set(long set)
    {
        const int Most = Last * 2 / 3;
        var inverted = BitOperations.PopCount((ulong)set) > Most;
        var shown = inverted ? ~set : set;
        return $"{(inverted ? "~" : "")}[{string.Join(' ', Enumerable.Range(1, Last).Where(signal => (shown >> (signal - 1) & 1) != 0).Select(Short))}]";
    }

    private static string Short(int signal) =>
        signal < FirstRealTime ? Names[signal - 1]
        : signal == FirstRealTime ? "RTMIN"
        : $"RT_{signal - FirstRealTime}";
}
