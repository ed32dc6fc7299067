using Ipc.Native;

namespace Ipc.Children;

/// <summary>What wait(2) tells about a child: the one integer that the kernel keeps, taken apart.</summary>
/// <seealso href="https://man7.org/linux/man-pages/man2/wait.2.html"/>
public abstract record ExitStatus : IObservation
{
    private ExitStatus()
    {
    }

    /// <summary>The child called exit: WIFEXITED.</summary>
    /// <param name="Code">The low eight bits of what it passed: 0 to 255.</param>
    public sealed record Exited(int Code) : ExitStatus
    {
        /// <inheritdoc/>
        public override int Raw => (Code & 0xff) << 8;

        /// <inheritdoc/>
        public override string ToString() => $"exited with {Code}";
    }

    /// <summary>A signal ended the child: WIFSIGNALED.</summary>
    /// <param name="Signal">The signal.</param>
    /// <param name="CoreDumped">Whether the kernel wrote a core file: WCOREDUMP.</param>
    public sealed record Signaled(Signal Signal, bool CoreDumped) : ExitStatus
    {
        /// <inheritdoc/>
        public override int Raw => (int)Signal | (CoreDumped ? 0x80 : 0);

        /// <inheritdoc/>
        public override string ToString() => $"killed by {Signal}{(CoreDumped ? " (core dumped)" : "")}";
    }

    /// <summary>A signal stopped the child, which still lives: WIFSTOPPED.</summary>
    /// <param name="Signal">The signal.</param>
    public sealed record Stopped(Signal Signal) : ExitStatus
    {
        /// <inheritdoc/>
        public override int Raw => ((int)Signal << 8) | 0x7f;

        /// <inheritdoc/>
        public override string ToString() => $"stopped by {Signal}";
    }

    /// <summary>SIGCONT let the stopped child go on: WIFCONTINUED.</summary>
    public sealed record Continued : ExitStatus
    {
        /// <inheritdoc/>
        public override int Raw => 0xffff;

        /// <inheritdoc/>
        public override string ToString() => "continued";
    }

    /// <summary>The integer as wait(2) stores it.</summary>
    public abstract int Raw { get; }

    /// <summary>Takes a status apart as the W* macros do.</summary>
    /// <param name="raw">The integer that wait(2) stored.</param>
    public static ExitStatus FromRaw(int raw) =>
        (raw & 0x7f) == 0 ? new Exited((raw >> 8) & 0xff)
        : raw == 0xffff ? new Continued()
        : (raw & 0xff) == 0x7f ? new Stopped((Signal)((raw >> 8) & 0xff))
        : new Signaled((Signal)(raw & 0x7f), (raw & 0x80) != 0);
}
