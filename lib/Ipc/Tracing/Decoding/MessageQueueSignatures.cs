namespace Ipc.Tracing.Decoding;

/// <summary>Message queues: those of System V and those of POSIX.</summary>
internal static class MessageQueueSignatures
{
    private static readonly FlagSet Flags = new("MSG", (0x1000, "MSG_NOERROR"), (0x2000, "MSG_EXCEPT"), (0x4000, "MSG_COPY"), (0x800, "IPC_NOWAIT"));
    private static readonly FlagSet Commands = SystemVText.Commands.With((11, "MSG_STAT"), (12, "MSG_INFO"), (13, "MSG_STAT_ANY"));

    private static readonly Structure State = new(
        Field.Of("msg_perm", SystemVText.Permissions),
        Field.Long("msg_stime"), Field.Long("msg_rtime"), Field.Long("msg_ctime"), Field.Skip(sizeof(ulong), sizeof(ulong)), Field.UnsignedLong("msg_qnum"), Field.UnsignedLong("msg_qbytes"), Field.Int("msg_lspid"), Field.Int("msg_lrpid"));

    private static readonly Structure Attributes = new(Field.Long("mq_flags", FileFlags.OpenBits.LongFlags), Field.Long("mq_maxmsg"), Field.Long("mq_msgsize"), Field.Long("mq_curmsgs"));

    private static readonly Parameter Id = new("msqid", Show.Int), Size = new("msgsz", Show.Size), MessageFlags = new("msgflg", Flags.Flags);
    private static readonly Parameter Queue = new("mqdes", Show.Int), Length = new("msg_len", Show.Size), Timeout = new("abs_timeout", TimeText.Nanoseconds.Show), Name = new("name", Show.CText);

    internal static IEnumerable<Signature> All { get; } =
    [
        new("msgget", new("key", SystemVText.Key), new("msgflg", SystemVText.GetFlags())),
        new("msgsnd", Id, new("msgp", Message), Size, MessageFlags),
        new("msgrcv", Id, new("msgp", Message, FilledByCall: true), Size, new("msgtyp", Show.Long), MessageFlags),
        new("msgctl", Id, new("cmd", SystemVText.Command(Commands)), new("buf", Given) { Afterwards = Filled }),
        new("mq_open", Name, new("oflag", FileFlags.Open), new("mode", OfNewQueue(Show.Mode)), new("attr", OfNewQueue(Attributes.Show))),
        new("mq_unlink", Name),
        new("mq_timedsend", Queue, new("msg_ptr", Show.Buffer(sizeIndex: 2)), Length, new("msg_prio", Show.UnsignedInt), Timeout),
        new("mq_timedreceive", Queue, new("msg_ptr", Show.Received, FilledByCall: true), Length, new("msg_prio", Show.UnsignedIntBehind, FilledByCall: true), Timeout),
        new("mq_notify", Queue, new("sevp", SignalEvent.Show)),
        new("mq_getsetattr", Queue, new("newattr", Attributes.Show), new("oldattr", Attributes.Show, FilledByCall: true)),
    ];

    /// <summary>A message's type and its text, all of its buffer as strace shows it.</summary>
    private static string Message(CallContext call, long address) =>
        call.Int64(address) is { } type ? $"{{mtype={type}, mtext={Show.Text(call, address + sizeof(long), call.Words[2])}}}" : Show.Address(call, address);

    /// <summary>Shows what mq_open uses only where it makes a queue.</summary>
    private static Decoder OfNewQueue(Decoder show) => (call, word) => (call.Words[1] & 0x40) != 0 ? show(call, word) : null;

    private static string? Given(CallContext call, long address)
    {
        if (SystemVText.CommandName(Commands, call.Words[1]) != "IPC_SET" || SystemVText.NewPermissions(call, address, "msg_perm") is not ['{', ..] text)
        {
            return Show.Address(call, address);
        }

        return $"{text[..^1]}, msg_qbytes={State.Get(call, address, "msg_qbytes")}}}";
    }

    private static string? Filled(CallContext call, long address, string? before) =>
        !call.Failed && SystemVText.CommandName(Commands, call.Words[1]) is "IPC_STAT" or "MSG_STAT" or "MSG_STAT_ANY" ? State.Show(call, address) : before;
}
