using System.Runtime.InteropServices;

namespace Ipc.Native;

/// <summary>fcntl.h: the O_* flags of open(2) by name. Four of them have other values on arm64.</summary>
/// <seealso href="https://man7.org/linux/man-pages/man2/open.2.html"/>
internal static class OpenFlags
{
    private static readonly bool Arm64 = RuntimeInformation.ProcessArchitecture == Architecture.Arm64;

    // O_TMPFILE and O_SYNC contain other flags' bits and come before them.
    private static readonly (int Bits, string Name)[] Known =
    [
        (0x400000 | (Arm64 ? 0x4000 : 0x10000), "O_TMPFILE"),
        (0x101000, "O_SYNC"),
        (0x40, "O_CREAT"),
        (0x80, "O_EXCL"),
        (0x100, "O_NOCTTY"),
        (0x200, "O_TRUNC"),
        (0x400, "O_APPEND"),
        (0x800, "O_NONBLOCK"),
        (0x1000, "O_DSYNC"),
        (0x2000, "O_ASYNC"),
        (Arm64 ? 0x10000 : 0x4000, "O_DIRECT"),
        (Arm64 ? 0x4000 : 0x10000, "O_DIRECTORY"),
        (Arm64 ? 0x8000 : 0x20000, "O_NOFOLLOW"),
        (0x40000, "O_NOATIME"),
        (0x80000, "O_CLOEXEC"),
        (0x200000, "O_PATH"),
        (Arm64 ? 0x20000 : 0x8000, "O_LARGEFILE"),
    ];

    /// <summary>O_DIRECT: on a pipe, each write is a packet.</summary>
    internal static int Direct => Of("O_DIRECT");

    /// <summary>The bits of a flag on this architecture.</summary>
    /// <param name="name">Its name, such as "O_DIRECTORY".</param>
    internal static int Of(string name) => Known.First(known => known.Name == name).Bits;

    /// <summary>The access mode in words.</summary>
    internal static string Access(int flags) => (flags & 3) switch
    {
        0 => "read",
        1 => "write",
        _ => "read and write",
    };

    /// <summary>The flags beside the access mode, separated by "|"; O_LARGEFILE, which every 64-bit open sets, is left out.</summary>
    internal static string Names(int flags)
    {
        var rest = flags & ~3;
        var names = new List<string>();
        foreach (var (bits, name) in Known)
        {
            if ((rest & bits) == bits)
            {
                rest &= ~bits;
                if (name != "O_LARGEFILE")
                {
                    names.Add(name);
                }
            }
        }

        if (rest != 0)
        {
            names.Add($"0x{rest:x}");
        }

        return names.Count == 0 ? "none" : string.Join('|', names);
    }
}
