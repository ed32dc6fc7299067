using System.Globalization;

namespace Ipc.Tracing.Decoding;

/// <summary>siginfo_t: what is told of a signal.</summary>
/// <seealso href="https://man7.org/linux/man-pages/man2/sigaction.2.html"/>
internal static class SignalInformation
{
    private const int SIGBUS = 7, SIGSEGV = 11, SIGCHLD = 17;

    private static readonly FlagSet Codes = new("SI",
        (0, "SI_USER"), (0x80, "SI_KERNEL"), (-1, "SI_QUEUE"), (-2, "SI_TIMER"), (-3, "SI_MESGQ"), (-4, "SI_ASYNCIO"), (-5, "SI_SIGIO"), (-6, "SI_TKILL"));

    private static readonly FlagSet ChildCodes = Codes.With(
        (1, "CLD_EXITED"), (2, "CLD_KILLED"), (3, "CLD_DUMPED"), (4, "CLD_TRAPPED"), (5, "CLD_STOPPED"), (6, "CLD_CONTINUED"));

    private static readonly FlagSet SegmentCodes = Codes.With((1, "SEGV_MAPERR"), (2, "SEGV_ACCERR"));

    private static readonly FlagSet BusCodes = Codes.With((1, "BUS_ADRALN"), (2, "BUS_ADRERR"), (3, "BUS_OBJERR"));

    private static readonly Structure Head = new(Field.Int("si_signo"), Field.Int("si_errno"), Field.Int("si_code"), Field.Skip(8, 8));

    private static readonly Structure Sender = new(
        Field.Of("head", new Structure(Field.Skip(16, 8))),
        Field.Int("si_pid"), Field.UnsignedInt("si_uid"), Field.Int("si_status"), Field.Long("si_utime"), Field.Long("si_stime"));

    private static readonly Structure Queued = new(
        Field.Of("head", new Structure(Field.Skip(16, 8))),
        Field.Int("si_pid"), Field.UnsignedInt("si_uid"), Field.Long("si_value"));

    /// <summary>The structure at an address; {} where waitid found no child.</summary>
    internal static string Show(CallContext call, long address)
    {
        if (call.Bytes(address, Head.Bytes).Length < Head.Bytes)
        {
            return Decoding.Show.Address(call, address);
        }

        var signal = (int)Head.Get(call, address, "si_signo");
        var code = (int)Head.Get(call, address, "si_code");
        if (signal == 0)
        {
            return "{}";
        }

        var text = $"{{si_signo={SignalText.Signal(call, signal)}, si_code={CodeText(signal, code)}";
        string Number(Structure structure, string name) => structure.Get(call, address, name).ToString(CultureInfo.InvariantCulture);
        if (code is 0 or -6)
        {
            text += $", si_pid={Number(Sender, "si_pid")}, si_uid={Number(Sender, "si_uid")}";
        }
        else if (code is < 0 and not -2)
        {
            var value = Queued.Get(call, address, "si_value");
            text += $", si_pid={Number(Queued, "si_pid")}, si_uid={Number(Queued, "si_uid")}, si_int={(int)value}, si_ptr={Decoding.Show.Address(call, value)}";
        }
        else if (signal == SIGCHLD && code is >= 1 and <= 6)
        {
            var status = Sender.Get(call, address, "si_status");
            text += $", si_pid={Number(Sender, "si_pid")}, si_uid={Number(Sender, "si_uid")}, si_status={(code == 1 ? status.ToString(CultureInfo.InvariantCulture) : SignalText.Signal(call, status))}, si_utime={TimeText.Ticks(call, Sender.Get(call, address, "si_utime"))}, si_stime={TimeText.Ticks(call, Sender.Get(call, address, "si_stime"))}";
        }

        return text + "}";
    }

    /// <summary>si_code by its name; the number where it has none.</summary>
    internal static string CodeText(int signal, int code) => Known(signal).Find(code) ?? code.ToString(CultureInfo.InvariantCulture);

    private static FlagSet Known(int signal) => signal switch
    {
        SIGBUS => BusCodes,
        SIGSEGV => SegmentCodes,
        SIGCHLD => ChildCodes,
        _ => Codes,
    };
}
