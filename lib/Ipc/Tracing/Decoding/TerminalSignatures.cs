namespace Ipc.Tracing.Decoding;

/// <summary>ioctl: the requests of terminals, and those that all descriptors know.</summary>
/// <seealso href="https://man7.org/linux/man-pages/man2/TIOCSWINSZ.2const.html"/>
internal static class TerminalSignatures
{
    private static readonly FlagSet Requests = FlagSet.Numbered("TC",
        "TCGETS TCSETS TCSETSW TCSETSF TCGETA TCSETA TCSETAW TCSETAF TCSBRK TCXONC TCFLSH TIOCEXCL TIOCNXCL TIOCSCTTY TIOCGPGRP TIOCSPGRP TIOCOUTQ TIOCSTI TIOCGWINSZ TIOCSWINSZ TIOCMGET TIOCMBIS TIOCMBIC TIOCMSET TIOCGSOFTCAR TIOCSSOFTCAR FIONREAD TIOCLINUX TIOCCONS TIOCGSERIAL TIOCSSERIAL TIOCPKT FIONBIO TIOCNOTTY TIOCSETD TIOCGETD TCSBRKP - TIOCSBRK TIOCCBRK TIOCGSID", first: 0x5401)
        .With(
            (0x5450, "FIONCLEX"), (0x5451, "FIOCLEX"), (0x5452, "FIOASYNC"), (0x5441, "TIOCGPTPEER"),
            (0x80045430, "TIOCGPTN"), (0x40045431, "TIOCSPTLCK"), (0x80045432, "TIOCGDEV"), (0x80045438, "TIOCGPKT"), (0x80045439, "TIOCGPTLCK"), (0x80045440, "TIOCGEXCL"),
            (0x802c542a, "TCGETS2"), (0x402c542b, "TCSETS2"), (0x402c542c, "TCSETSW2"), (0x402c542d, "TCSETSF2"),
            (0x8901, "FIOSETOWN"), (0x8903, "FIOGETOWN"), (0x40049409, "FICLONE"), (0x2400, "PERF_EVENT_IOC_ENABLE"), (0x2401, "PERF_EVENT_IOC_DISABLE"), (0x2403, "PERF_EVENT_IOC_RESET"));

    private static readonly FlagSet Directions = FlagSet.Numbered("_IOC", "_IOC_NONE _IOC_WRITE _IOC_READ _IOC_READ|_IOC_WRITE");
    private static readonly FlagSet Queues = FlagSet.Numbered("TC", "TCIFLUSH TCOFLUSH TCIOFLUSH");
    private static readonly FlagSet Flow = FlagSet.Numbered("TC", "TCOOFF TCOON TCIOFF TCION");
    private static readonly Structure WindowSize = new(Field.UnsignedShort("ws_row"), Field.UnsignedShort("ws_col"), Field.UnsignedShort("ws_xpixel"), Field.UnsignedShort("ws_ypixel"));

    internal static IEnumerable<Signature> All { get; } =
    [
        new("ioctl", new("fd", Show.Int), new("op", Request), new("argp", Given) { Afterwards = Filled }),
    ];

    private static string Request(CallContext call, long word)
    {
        var request = (uint)word;
        return Requests.Find(request)
            ?? $"_IOC({Directions.Value(request >> 30)}, {Show.Hex((request >> 8) & 0xff)}, {Hex(request & 0xff)}, {Hex((request >> 16) & 0x3fff)})";

        static string Hex(uint number) => number == 0 ? "0" : Show.Hex(number);
    }

    private static string? Given(CallContext call, long word) => Requests.Find((uint)call.Words[1]) switch
    {
        "TIOCNOTTY" or "FIOCLEX" or "FIONCLEX" or "TIOCEXCL" or "TIOCNXCL" or "TIOCSBRK" or "TIOCCBRK" or "TIOCCONS" => null,
        "TCSETS" or "TCSETSW" or "TCSETSF" => TerminalSettings.Show(call, word),
        "TIOCSWINSZ" => WindowSize.Show(call, word),
        "TIOCSPGRP" or "FIONBIO" or "FIOASYNC" or "TIOCSPTLCK" or "TIOCPKT" or "TIOCSETD" or "FIOSETOWN" => Show.IntBehind(call, word),
        "TCSBRK" or "TCSBRKP" or "TIOCSCTTY" or "FICLONE" => Show.Int(call, word),
        "TCFLSH" => Queues.Value(call, word),
        "TCXONC" => Flow.Value(call, word),
        "TIOCSTI" => Show.Text(call, word, 1),
        "TIOCGPTPEER" => Show.HexInt(call, word),
        null => Show.Word(call, word),
        _ => Show.Address(call, word),
    };

    private static string? Filled(CallContext call, long word, string? before) => Requests.Find((uint)call.Words[1]) switch
    {
        _ when call.Failed => before,
        "TCGETS" => TerminalSettings.Show(call, word),
        "TIOCGWINSZ" => WindowSize.Show(call, word),
        "TIOCGPGRP" or "FIONREAD" or "TIOCOUTQ" or "TIOCGSID" or "TIOCGPTN" or "TIOCGETD" or "TIOCMGET" or "FIOGETOWN" or "TIOCGPTLCK" or "TIOCGEXCL" => Show.IntBehind(call, word),
        _ => before,
    };
}
