using Ipc.Native;

namespace Ipc.Sessions;

/// <summary>What the line discipline of a terminal does: the local modes of termios(3) that a user notices.</summary>
/// <param name="Canonical">ICANON: programs get whole lines, and the backspace works.</param>
/// <param name="Echo">ECHO: what is typed is shown.</param>
/// <param name="Signals">ISIG: Ctrl-C and Ctrl-Z become signals.</param>
/// <param name="StopsBackgroundWriters">TOSTOP: a background group that writes is stopped, as one that reads is.</param>
/// <seealso href="https://man7.org/linux/man-pages/man3/termios.3.html"/>
public sealed record TerminalModes(
    [property: Column("whole lines (ICANON)")] bool Canonical,
    [property: Column("echo (ECHO)")] bool Echo,
    [property: Column("signals (ISIG)")] bool Signals,
    [property: Column("background writers stop (TOSTOP)")] bool StopsBackgroundWriters) : IObservation
{
    private const uint Known = Termios.ICANON | Termios.ECHO | Termios.ISIG | Termios.TOSTOP;

    /// <summary>The modes of a terminal now.</summary>
    /// <exception cref="PosixException">ENOTTY: the descriptor is no terminal.</exception>
    internal static TerminalModes Of(FileDescriptor terminal)
    {
        var modes = Termios.LocalModes(terminal);
        return new((modes & Termios.ICANON) != 0, (modes & Termios.ECHO) != 0, (modes & Termios.ISIG) != 0, (modes & Termios.TOSTOP) != 0);
    }

    /// <summary>Gives a terminal these modes, and leaves the others as they are.</summary>
    /// <exception cref="PosixException">ENOTTY: the descriptor is no terminal.</exception>
    internal void Set(FileDescriptor terminal) => Termios.SetLocalModes(
        terminal,
        (Termios.LocalModes(terminal) & ~Known) | Bit(Canonical, Termios.ICANON) | Bit(Echo, Termios.ECHO) | Bit(Signals, Termios.ISIG) | Bit(StopsBackgroundWriters, Termios.TOSTOP));

    private static uint Bit(bool isSet, uint bit) => isSet ? bit : 0;
}
