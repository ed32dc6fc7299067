using Ipc;

namespace Course.Commands;

/// <summary>How far a command has come, in the last line of a terminal; nothing where standard error is no terminal.</summary>
internal sealed class ProgressLine : IProgress<WorkProgress>, IDisposable
{
    private const string Erase = "\r\e[K";
    private readonly TextWriter? terminal;

    internal ProgressLine()
        : this(Console.IsErrorRedirected ? null : Console.Error)
    {
    }

    /// <param name="terminal">Where to; <c>null</c> for nowhere.</param>
    internal ProgressLine(TextWriter? terminal) => this.terminal = terminal;

    public void Report(WorkProgress value) => terminal?.Write(value.IsFinished ? Erase : $"{Erase}{value.Done} of {value.Total}: {value.Current}");

    /// <summary>Takes the line away, so that a row of results can be written in its place.</summary>
    internal void Clear() => terminal?.Write(Erase);

    public void Dispose() => Clear();
}
