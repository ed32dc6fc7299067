using System.Globalization;

namespace Ipc.ProcFs;

/// <summary>Names of terminals by their device numbers, as tty_nr of proc_pid_stat(5) has them.</summary>
internal static class Terminals
{
    private const int ConsoleMajor = 4, FirstPtsMajor = 136, LastPtsMajor = 143, SerialMinor = 64, MinorsPerMajor = 256;

    internal static string NameOf(int device)
    {
        var (major, minor) = ((device >> 8) & 0xfff, (device & 0xff) | ((device >> 12) & 0xfff00));
        return major switch
        {
            0 => "none",
            >= FirstPtsMajor and <= LastPtsMajor => string.Create(CultureInfo.InvariantCulture, $"pts/{((major - FirstPtsMajor) * MinorsPerMajor) + minor}"),
            ConsoleMajor when minor < SerialMinor => string.Create(CultureInfo.InvariantCulture, $"tty{minor}"),
            ConsoleMajor => string.Create(CultureInfo.InvariantCulture, $"ttyS{minor - SerialMinor}"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{major}:{minor}"),
        };
    }
}
