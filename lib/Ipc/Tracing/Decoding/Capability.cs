namespace Ipc.Tracing.Decoding;

/// <summary>Capabilities by name, and sets of them.</summary>
/// <seealso href="https://man7.org/linux/man-pages/man7/capabilities.7.html"/>
internal static class Capability
{
    private const int Last = 40;

    internal static FlagSet Names { get; } = FlagSet.Numbered("CAP",
        "CAP_CHOWN CAP_DAC_OVERRIDE CAP_DAC_READ_SEARCH CAP_FOWNER CAP_FSETID CAP_KILL CAP_SETGID CAP_SETUID CAP_SETPCAP CAP_LINUX_IMMUTABLE CAP_NET_BIND_SERVICE CAP_NET_BROADCAST CAP_NET_ADMIN CAP_NET_RAW CAP_IPC_LOCK CAP_IPC_OWNER CAP_SYS_MODULE CAP_SYS_RAWIO CAP_SYS_CHROOT CAP_SYS_PTRACE CAP_SYS_PACCT CAP_SYS_ADMIN CAP_SYS_BOOT CAP_SYS_NICE CAP_SYS_RESOURCE CAP_SYS_TIME CAP_SYS_TTY_CONFIG CAP_MKNOD CAP_LEASE CAP_AUDIT_WRITE CAP_AUDIT_CONTROL CAP_SETFCAP CAP_MAC_OVERRIDE CAP_MAC_ADMIN CAP_SYSLOG CAP_WAKE_ALARM CAP_BLOCK_SUSPEND CAP_AUDIT_READ CAP_PERFMON CAP_BPF CAP_CHECKPOINT_RESTORE");

    /// <summary>A set: a bit for each.</summary>
    internal static string Set(ulong set)
    {
        var parts = Enumerable.Range(0, Last + 1).Where(bit => (set >> bit & 1) != 0).Select(bit => $"1<<{Names.Find(bit)}").ToList();
        var rest = set >> (Last + 1) << (Last + 1);
        if (rest != 0)
        {
            parts.Add(Show.Hex((long)rest));
        }

        return parts.Count > 0 ? string.Join('|', parts) : "0";
    }
}
