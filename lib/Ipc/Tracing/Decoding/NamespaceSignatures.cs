namespace Ipc.Tracing.Decoding;

/// <summary>Namespaces, mounts, capabilities, and calls on other processes.</summary>
internal static class NamespaceSignatures
{
    private static readonly FlagSet MountFlags = new("MS",
        (1, "MS_RDONLY"), (2, "MS_NOSUID"), (4, "MS_NODEV"), (8, "MS_NOEXEC"), (0x10, "MS_SYNCHRONOUS"), (0x20, "MS_REMOUNT"), (0x40, "MS_MANDLOCK"), (0x80, "MS_DIRSYNC"), (0x100, "MS_NOSYMFOLLOW"),
        (0x400, "MS_NOATIME"), (0x800, "MS_NODIRATIME"), (0x1000, "MS_BIND"), (0x2000, "MS_MOVE"), (0x4000, "MS_REC"), (0x8000, "MS_SILENT"), (0x10000, "MS_POSIXACL"), (0x20000, "MS_UNBINDABLE"), (0x40000, "MS_PRIVATE"),
        (0x80000, "MS_SLAVE"), (0x100000, "MS_SHARED"), (0x200000, "MS_RELATIME"), (0x400000, "MS_KERNMOUNT"), (0x800000, "MS_I_VERSION"), (0x1000000, "MS_STRICTATIME"), (0x2000000, "MS_LAZYTIME"));

    private static readonly FlagSet UnmountFlags = FlagSet.Bits("MNT", "MNT_FORCE MNT_DETACH MNT_EXPIRE UMOUNT_NOFOLLOW");
    private static readonly FlagSet PidfdFlags = new("PIDFD", (0x800, "PIDFD_NONBLOCK"), (0x80, "PIDFD_THREAD"));
    private static readonly FlagSet CapabilityVersions = new("_LINUX_CAPABILITY_VERSION", (0x19980330, "_LINUX_CAPABILITY_VERSION_1"), (0x20071026, "_LINUX_CAPABILITY_VERSION_2"), (0x20080522, "_LINUX_CAPABILITY_VERSION_3"));

    private static readonly Structure CapabilityHeader = new(Field.UnsignedInt("version", CapabilityVersions.Value), Field.Int("pid"));

    private static readonly Structure CapabilityData = new(
        Field.UnsignedInt("effective"), Field.UnsignedInt("permitted"), Field.UnsignedInt("inheritable"), Field.UnsignedInt("effective2"), Field.UnsignedInt("permitted2"), Field.UnsignedInt("inheritable2"))
    {
        Special = CapabilitiesText,
    };

    private static readonly Parameter Pid = new("pid", Show.Int), Header = new("hdrp", CapabilityHeader.Show), Flags = new("flags", Show.UnsignedInt);
    private static readonly Parameter RemoteVector = new("remote_iov", (call, at) => IoVector.Addresses(call, at, call.Words[4])), LocalCount = new("liovcnt", Show.Size), RemoteCount = new("riovcnt", Show.Size);

    internal static IEnumerable<Signature> All { get; } =
    [
        new("unshare", new Parameter("flags", ProcessFlags.Namespaces.Flags)),
        new("setns", new("fd", Show.Int), new("nstype", ProcessFlags.Namespaces.Flags)),
        new("mount", new("source", Show.Path), new("target", Show.Path), new("filesystemtype", Show.CText), new("mountflags", MountFlags.LongFlags), new("data", Show.CText)),
        new("umount2", new("target", Show.Path), new("flags", UnmountFlags.Flags)),
        new("pivot_root", new("new_root", Show.Path), new("put_old", Show.Path)),
        new("sethostname", new("name", Show.Buffer(sizeIndex: 1)), new("len", Show.Size)),
        new("capget", Header, new("datap", CapabilityData.Show, FilledByCall: true)),
        new("capset", Header, new("datap", CapabilityData.Show)),
        new("pidfd_open", Pid, new("flags", PidfdFlags.Flags)),
        new("pidfd_send_signal", new("pidfd", Show.Int), new("sig", SignalText.Signal), new("info", SignalInformation.Show), Flags),
        new("pidfd_getfd", new("pidfd", Show.Int), new("targetfd", Show.Int), Flags),
        new("process_vm_readv", Pid, new("local_iov", Show.Address) { Afterwards = (call, at, _) => IoVector.Filled(call, at, call.Words[2]) }, LocalCount, RemoteVector, RemoteCount, Flags),
        new("process_vm_writev", Pid, new("local_iov", IoVector.Given(countIndex: 2)), LocalCount, RemoteVector, RemoteCount, Flags),
    ];

    private static string CapabilitiesText(CallContext call, long address)
    {
        ulong Get(string name) => (ulong)CapabilityData.Get(call, address, name) | ((ulong)CapabilityData.Get(call, address, name + "2") << 32);
        return $"{{effective={Capability.Set(Get("effective"))}, permitted={Capability.Set(Get("permitted"))}, inheritable={Capability.Set(Get("inheritable"))}}}";
    }
}
