namespace Ipc.Tracing.Decoding;

/// <summary>Shows one argument as text; <c>null</c> where the call does not use it.</summary>
/// <param name="call">The call.</param>
/// <param name="word">The argument's register.</param>
internal delegate string? Decoder(CallContext call, long word);

/// <summary>Shows one argument when the call has returned.</summary>
/// <param name="call">The call.</param>
/// <param name="word">The argument's register, as it was at the entry.</param>
/// <param name="before">How it was shown at the entry.</param>
internal delegate string? LateDecoder(CallContext call, long word, string? before);

/// <summary>One parameter of a system call.</summary>
/// <param name="Name">Its name in the man page.</param>
/// <param name="Show">How it is shown.</param>
/// <param name="FilledByCall">The kernel writes it: it is shown when the call has returned, and as an address where the call failed.</param>
internal sealed record Parameter(string Name, Decoder Show, bool FilledByCall = false)
{
    /// <summary>The register that holds it, where that is not the one of its place in the list.</summary>
    internal int? Register { get; init; }

    /// <summary>What strace writes in front of it: "flags" of <c>flags=SIGCHLD</c>; empty where nothing.</summary>
    internal string Label { get; init; } = "";

    /// <summary>How it is shown when the call has returned, where that differs from the entry in another way.</summary>
    internal LateDecoder? Afterwards { get; init; }

    /// <summary>How the argument is shown when the call is entered.</summary>
    internal string? AtEntry(CallContext call, int index) => FilledByCall ? Decoding.Show.Address(call, Word(call, index)) : Show(call, Word(call, index));

    /// <summary>How it is shown when the call has returned.</summary>
    internal string? AtExit(CallContext call, int index, string? before) =>
        Afterwards is not null ? Afterwards(call, Word(call, index), before)
        : FilledByCall && !call.Failed ? Show(call, Word(call, index))
        : before;

    /// <summary>The argument's register.</summary>
    internal long Word(CallContext call, int index) => call.Words[Register ?? index];
}

/// <summary>What is known of a system call: its parameters by the names of its man page, and how each is shown.</summary>
internal sealed record Signature(string Name, params IReadOnlyList<Parameter> Parameters)
{
    /// <summary>How the result of a call that succeeded is shown: a number, an address, octal.</summary>
    internal Func<CallContext, string> Result { get; init; } = call => Show.Decimal(call.Result);

    /// <summary>A result that is an address: mmap, brk, shmat.</summary>
    internal static Func<CallContext, string> AsAddress { get; } = call => Show.Hex(call.Result);

    /// <summary>A result that is a set of permission bits: umask.</summary>
    internal static Func<CallContext, string> AsMode { get; } = call => Show.Mode(call, call.Result);

    /// <summary>What more a successful result says, or <c>null</c>.</summary>
    internal Func<CallContext, string?>? ResultDetail { get; init; }
}
