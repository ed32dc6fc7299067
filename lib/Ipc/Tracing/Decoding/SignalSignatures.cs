using Ipc.Native;

namespace Ipc.Tracing.Decoding;

/// <summary>Sending, handling, blocking and awaiting signals.</summary>
internal static class SignalSignatures
{
    private const long SA_RESTORER = 0x04000000;

    private static readonly Structure Action = new(Field.Pointer("sa_handler"), Field.UnsignedLong("sa_flags"), Field.Pointer("sa_restorer"), Field.Long("sa_mask"))
    {
        Special = ActionText,
    };

    private static readonly Structure Stack = new(Field.Pointer("ss_sp"), Field.Int("ss_flags", SignalFlags.Stack.Flags), Field.UnsignedLong("ss_size"));

    private static readonly Parameter Pid = new("pid", Show.Int), Tid = new("tid", Show.Int), Sig = new("sig", SignalText.Signal), SetSize = new("sigsetsize", Show.Size);
    private static readonly Parameter Set = new("set", SignalText.Set), Information = new("info", SignalInformation.Show, FilledByCall: true), Given = new("info", SignalInformation.Show);

    internal static IEnumerable<Signature> All { get; } =
    [
        new("kill", Pid, Sig),
        new("tkill", Tid, Sig),
        new("tgkill", new("tgid", Show.Int), Tid, Sig),
        new("rt_sigaction", new("signum", SignalText.Signal), new("act", Action.Show), new("oldact", Action.Show, FilledByCall: true), SetSize),
        new("rt_sigprocmask", new("how", SignalFlags.MaskHow.Value), Set, new("oldset", SignalText.Set, FilledByCall: true), SetSize),
        new("rt_sigpending", new("set", SignalText.Set, FilledByCall: true), SetSize),
        new("rt_sigsuspend", new("mask", SignalText.Set), SetSize),
        new("rt_sigtimedwait", Set, Information, new("timeout", TimeText.Nanoseconds.Show), SetSize)
        {
            ResultDetail = call => SignalText.Signal(call, call.Result),
        },
        new("rt_sigqueueinfo", new("tgid", Show.Int), Sig, Given),
        new("rt_tgsigqueueinfo", new("tgid", Show.Int), Tid, Sig, Given),
        new("rt_sigreturn", new Parameter("mask", (call, _) => $"{{mask={SignalText.Set(call, call.StackPointer + SignalFrame.MaskOffset)}}}")),
        new("sigaltstack", new("ss", Stack.Show), new("old_ss", Stack.Show, FilledByCall: true)),
        new("pause"),
        new("restart_syscall", new Parameter("call", (call, _) => $"<... resuming interrupted {(call.Previous.Length > 0 ? call.Previous : "system call")} ...>")),
    ];

    private static string ActionText(CallContext call, long address)
    {
        long Get(string name) => Action.Get(call, address, name);
        var handler = Get("sa_handler") switch
        {
            0 => "SIG_DFL",
            1 => "SIG_IGN",
            var code => Show.Hex(code),
        };
        var flags = Get("sa_flags");
        var restorer = (flags & SA_RESTORER) != 0 ? $", sa_restorer={Show.Address(call, Get("sa_restorer"))}" : "";
        return $"{{sa_handler={handler}, sa_mask={SignalText.Set(Get("sa_mask"))}, sa_flags={SignalFlags.Action.Flags(flags)}{restorer}}}";
    }
}
