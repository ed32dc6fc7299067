using System.Runtime.InteropServices;

namespace Ipc.Native;

/// <summary>termios.h: what a terminal's line discipline does. The structure and its bits are the same on x86-64 and arm64.</summary>
/// <seealso href="https://man7.org/linux/man-pages/man3/termios.3.html"/>
internal static partial class Termios
{
    internal const uint ISIG = 0x1, ICANON = 0x2, ECHO = 0x8, TOSTOP = 0x100;
    private const int TCSANOW = 0, LocalModesPlace = 12, Bytes = 64;

    /// <summary>The local modes of a terminal: c_lflag.</summary>
    /// <exception cref="PosixException">ENOTTY: the descriptor is no terminal.</exception>
    internal static uint LocalModes(FileDescriptor terminal) => MemoryMarshal.Read<uint>(Get(terminal).AsSpan(LocalModesPlace));

    /// <summary>Gives a terminal other local modes, at once.</summary>
    /// <exception cref="PosixException">ENOTTY: the descriptor is no terminal.</exception>
    internal static void SetLocalModes(FileDescriptor terminal, uint modes)
    {
        var settings = Get(terminal);
        MemoryMarshal.Write(settings.AsSpan(LocalModesPlace), modes);
        Unistd.Checked("tcsetattr", $"{terminal}", () => Set(terminal.Number, TCSANOW, ref settings[0]));
    }

    private static byte[] Get(FileDescriptor terminal)
    {
        var settings = new byte[Bytes];
        Unistd.Checked("tcgetattr", $"{terminal}", () => Get(terminal.Number, ref settings[0]));
        return settings;
    }

    [LibraryImport("libc", EntryPoint = "tcgetattr", SetLastError = true)]
    private static partial int Get(int fd, ref byte settings);

    [LibraryImport("libc", EntryPoint = "tcsetattr", SetLastError = true)]
    private static partial int Set(int fd, int when, ref byte settings);
}
