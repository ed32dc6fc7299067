namespace Ipc.Tracing.Decoding;

/// <summary>fcntl: what its argument and its result mean depends on the command.</summary>
/// <seealso href="https://man7.org/linux/man-pages/man2/fcntl.2.html"/>
internal static class FcntlSignature
{
    private static readonly Structure Lock = LockStructure(withOwner: false), FoundLock = LockStructure(withOwner: true);
    private static readonly Structure Owner = new(Field.Int("type", DescriptorFlags.Owners.Value), Field.Int("pid"));

    internal static Signature Fcntl { get; } = new("fcntl",
        new("fd", Show.Int),
        new("cmd", DescriptorFlags.Commands.Value),
        new("arg", AtEntry) { Afterwards = AtExit })
    {
        ResultDetail = Detail,
        Result = call => Command(call) is "F_GETFD" or "F_GETFL" or "F_GETLEASE" or "F_GET_SEALS" && call.Result != 0 ? Show.Hex(call.Result) : Show.Decimal(call.Result),
    };

    private static string? Command(CallContext call) => DescriptorFlags.Commands.Find((uint)call.Words[1]);

    private static string? AtEntry(CallContext call, long word) => Command(call) switch
    {
        "F_GETFD" or "F_GETFL" or "F_GETOWN" or "F_GETSIG" or "F_GETLEASE" or "F_GETPIPE_SZ" or "F_GET_SEALS" => null,
        "F_DUPFD" or "F_DUPFD_CLOEXEC" or "F_SETOWN" or "F_SETPIPE_SZ" => Show.Int(call, word),
        "F_SETFD" => DescriptorFlags.Descriptor.Flags(call, word),
        "F_SETFL" => FileFlags.Open(call, word),
        "F_SETSIG" => SignalText.Signal(call, word),
        "F_SETLEASE" => DescriptorFlags.LockTypes.Value(call, word),
        "F_NOTIFY" => DescriptorFlags.Notifications.Flags(call, word),
        "F_ADD_SEALS" => DescriptorFlags.Seals.Flags(call, word),
        "F_SETLK" or "F_SETLKW" or "F_SETLK64" or "F_SETLKW64" or "F_OFD_SETLK" or "F_OFD_SETLKW" => Lock.Show(call, word),
        "F_SETOWN_EX" => Owner.Show(call, word),
        "F_GETLK" or "F_GETLK64" or "F_OFD_GETLK" or "F_GETOWN_EX" or "F_GETOWNER_UIDS" => Show.Address(call, word),
        _ => Show.Hex(word),
    };

    private static string? AtExit(CallContext call, long word, string? before) => Command(call) switch
    {
        _ when call.Failed => before,
        "F_GETLK" or "F_GETLK64" or "F_OFD_GETLK" => FoundLock.Show(call, word),
        "F_GETOWN_EX" => Owner.Show(call, word),
        _ => before,
    };

    private static string? Detail(CallContext call) => Command(call) switch
    {
        "F_GETFD" when call.Result != 0 => "flags " + DescriptorFlags.Descriptor.Flags(call.Result),
        "F_GETFL" => "flags " + FileFlags.Open(call, call.Result),
        "F_GETLEASE" => DescriptorFlags.LockTypes.Value(call.Result),
        "F_GET_SEALS" when call.Result != 0 => "seals " + DescriptorFlags.Seals.Flags(call.Result),
        "F_GETSIG" when call.Result != 0 => SignalText.Signal(call, call.Result),
        _ => null,
    };

    private static Structure LockStructure(bool withOwner) => new(
        Field.Short("l_type", DescriptorFlags.LockTypes.Value),
        Field.Short("l_whence", FileFlags.Whence.Value),
        Field.Long("l_start"),
        Field.Long("l_len"),
        withOwner ? Field.Int("l_pid") : Field.Skip(sizeof(int), sizeof(int)));
}
