namespace Ipc.Tracing.Decoding;

/// <summary>struct termios: how a terminal treats what is typed and what is written.</summary>
/// <seealso href="https://man7.org/linux/man-pages/man3/termios.3.html"/>
internal static class TerminalSettings
{
    private static readonly FlagSet Input = FlagSet.Bits("I", "IGNBRK BRKINT IGNPAR PARMRK INPCK ISTRIP INLCR IGNCR ICRNL IUCLC IXON IXANY IXOFF IMAXBEL IUTF8");
    private static readonly FlagSet Output = new("O", (1, "OPOST"), (2, "OLCUC"), (4, "ONLCR"), (8, "OCRNL"), (0x10, "ONOCR"), (0x20, "ONLRET"), (0x40, "OFILL"), (0x80, "OFDEL"));
    private static readonly FlagSet Control = new("C", (0x40, "CSTOPB"), (0x80, "CREAD"), (0x100, "PARENB"), (0x200, "PARODD"), (0x400, "HUPCL"), (0x800, "CLOCAL"), (0x40000000, "CMSPAR"), (0x80000000, "CRTSCTS"));

    private static readonly FlagSet Local = new("L",
        (1, "ISIG"), (2, "ICANON"), (4, "XCASE"), (8, "ECHO"), (0x10, "ECHOE"), (0x20, "ECHOK"), (0x40, "ECHONL"), (0x80, "NOFLSH"), (0x100, "TOSTOP"), (0x8000, "IEXTEN"),
        (0x200, "ECHOCTL"), (0x400, "ECHOPRT"), (0x800, "ECHOKE"), (0x1000, "FLUSHO"), (0x4000, "PENDIN"), (0x10000, "EXTPROC"));

    private static readonly string[] Speeds = "B0 B50 B75 B110 B134 B150 B200 B300 B600 B1200 B1800 B2400 B4800 B9600 B19200 B38400".Split(' ');
    private static readonly string[] FastSpeeds = "BOTHER B57600 B115200 B230400 B460800 B500000 B576000 B921600 B1000000 B1152000 B1500000 B2000000 B2500000 B3000000 B3500000 B4000000".Split(' ');

    private static readonly Structure Settings = new(
        Field.UnsignedInt("c_iflag", (_, word) => word == 0 ? "" : Input.Flags(word)), Field.UnsignedInt("c_oflag", OutputText), Field.UnsignedInt("c_cflag", ControlText), Field.UnsignedInt("c_lflag", (_, word) => word == 0 ? "" : Local.Flags(word)))
    { IsAbbreviated = true };

    internal static string? Show(CallContext call, long address) => Settings.Show(call, address);

    private static string OutputText(CallContext call, long word)
    {
        const uint Delays = 0x100 | 0x600 | 0x1800 | 0x2000 | 0x4000 | 0x8000;
        var text = $"NL{(word >> 8) & 1}|CR{(word >> 9) & 3}|TAB{(word >> 11) & 3}|BS{(word >> 13) & 1}|VT{(word >> 14) & 1}|FF{(word >> 15) & 1}";
        var rest = (uint)word & ~Delays;
        return rest == 0 ? text : $"{text}|{Output.Flags(rest)}";
    }

    private static string ControlText(CallContext call, long word)
    {
        const uint Speed = 0x100f, Size = 0x30, InputSpeed = 0x100f0000;
        var text = $"{((word & 0x1000) != 0 ? FastSpeeds : Speeds)[word & 0xf]}|CS{5 + ((word >> 4) & 3)}";
        var input = (word & InputSpeed) >> 16;
        text += input == 0 ? "" : $"|{((input & 0x1000) != 0 ? FastSpeeds : Speeds)[input & 0xf]}<<IBSHIFT";
        var rest = (uint)word & ~(Speed | Size | InputSpeed);
        return rest == 0 ? text : $"{text}|{Control.Flags(rest)}";
    }
}
