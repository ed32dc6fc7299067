using Ipc.Native;

namespace Ipc.Tracing;

/// <summary>One system call as a tracer saw it at its entry and at its exit.</summary>
/// <param name="Pid">The process that made it.</param>
/// <param name="Tid">The thread of it; of the first thread it is the process id.</param>
/// <param name="Name">The call's name in the kernel's table: "openat", "clone3".</param>
/// <param name="Arguments">Its arguments, decoded.</param>
/// <param name="Result">What it returned, −1 for a failure; <c>null</c> when it did not return: an exit, a process that was killed in it, or a call that a signal broke off and that is to be made again.</param>
/// <param name="Errno">Why it failed, or <c>null</c>.</param>
/// <param name="Start">When it was entered, on the tracer's clock, CLOCK_MONOTONIC.</param>
/// <param name="End">When it was left, or <c>null</c> when it never was.</param>
/// <seealso href="https://man7.org/linux/man-pages/man2/syscalls.2.html"/>
public sealed record SystemCall(
    int Pid,
    int Tid,
    [property: Column("call")] string Name,
    IReadOnlyList<SystemCallArgument> Arguments,
    long? Result,
    Errno? Errno,
    MonotonicTime Start,
    MonotonicTime? End) : IObservation
{
    /// <summary>The signal that broke the call off, or <c>null</c>: it failed with EINTR, or is made again once the handler is through.</summary>
    public Signal? InterruptedBy { get; init; }

    /// <summary>What the kernel decided for a call that a signal broke off: ERESTARTSYS, ERESTARTNOINTR, ERESTARTNOHAND, ERESTART_RESTARTBLOCK; <c>null</c> for all others.</summary>
    [Column(Hidden = true)]
    public string? Restart { get; init; }

    /// <summary>What more the result says, in strace's manner: what poll found ready, which flags F_GETFL gave; empty where there is nothing.</summary>
    [Column(Hidden = true)]
    public string ResultDetail { get; init; } = "";

    /// <summary>How the result is written: 3, −1 ENOENT, or 0x7f… where it is an address.</summary>
    [Column(Hidden = true)]
    public string ResultText { get; init; } = "";

    /// <summary>How long it took between entry and exit, with the tracer's own share; <c>null</c> when it never returned.</summary>
    [Column(Unit = "µs")]
    public TimeSpan? Duration => End - Start;

    /// <summary>The call as strace writes it: <c>close(3) = 0</c>.</summary>
    [Column(Hidden = true)]
    public string Text => $"{Name}({string.Join(", ", Arguments)}) = {ResultText}{(ResultDetail.Length > 0 ? $" ({ResultDetail})" : "")}";

    /// <summary>An argument by its name in the man page.</summary>
    /// <param name="argument">The name: "flags".</param>
    /// <returns>The argument, or <c>null</c> where the call has none of this name, or did not use it.</returns>
    public SystemCallArgument? Argument(string argument) => Arguments.FirstOrDefault(one => one.Name == argument);

    /// <inheritdoc/>
    public override string ToString() => Text;
}
