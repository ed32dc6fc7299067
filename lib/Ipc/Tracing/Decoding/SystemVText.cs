namespace Ipc.Tracing.Decoding;

/// <summary>sys/ipc.h: what shared memory, message queues and semaphores have in common.</summary>
internal static class SystemVText
{
    private static readonly FlagSet Get = new("IPC", (0x200, "IPC_CREAT"), (0x400, "IPC_EXCL"));

    /// <summary>The commands that all three know.</summary>
    internal static FlagSet Commands { get; } = FlagSet.Numbered("IPC", "IPC_RMID IPC_SET IPC_STAT IPC_INFO");

    /// <summary>struct ipc64_perm, in the order in which strace shows it.</summary>
    internal static Structure Permissions { get; } = new(
        Field.Int("key"), Field.UnsignedInt("uid"), Field.UnsignedInt("gid"), Field.UnsignedInt("cuid"), Field.UnsignedInt("cgid"), Field.UnsignedInt("mode"),
        Field.UnsignedShort("seq"), Field.UnsignedShort("pad"), Field.UnsignedLong("unused1"), Field.UnsignedLong("unused2"))
    {
        Special = PermissionsText,
    };

    /// <summary>A key: IPC_PRIVATE, or a number in hexadecimal.</summary>
    internal static string Key(CallContext call, long word) => (int)word == 0 ? "IPC_PRIVATE" : Show.HexInt(call, word);

    /// <summary>The flags of the get calls: names, then the permission bits.</summary>
    /// <param name="more">Flags that only this kind of object has.</param>
    internal static Decoder GetFlags(FlagSet? more = null)
    {
        var names = more is null ? Get : Get.With(more);
        return (call, word) => ((word & ~0x1ffL & 0xffffffff) is var flags and not 0 ? names.Flags(flags) + "|" : "") + Show.Mode(call, word & 0x1ff);
    }

    /// <summary>A command of the control calls.</summary>
    internal static Decoder Command(FlagSet commands) => (call, word) => commands.Value(call, word & ~0x100L);

    /// <summary>The name of a command, or <c>null</c>.</summary>
    internal static string? CommandName(FlagSet commands, long word) => commands.Find((uint)word & ~0x100u);

    /// <summary>What IPC_SET takes from the structure.</summary>
    internal static string? NewPermissions(CallContext call, long address, string name) =>
        Permissions.Find(call, address) is null ? Show.Address(call, address)
        : $"{{{name}={{uid={Number(call, address, "uid")}, gid={Number(call, address, "gid")}, mode={Show.Mode(call, Permissions.Get(call, address, "mode"))}}}}}";

    private static string PermissionsText(CallContext call, long address) =>
        $"{{uid={Number(call, address, "uid")}, gid={Number(call, address, "gid")}, mode={Show.Mode(call, Permissions.Get(call, address, "mode"))}, key={Permissions.Get(call, address, "key")}, cuid={Number(call, address, "cuid")}, cgid={Number(call, address, "cgid")}}}";

    private static string Number(CallContext call, long address, string name) => Show.UnsignedInt(call, Permissions.Get(call, address, name));
}
