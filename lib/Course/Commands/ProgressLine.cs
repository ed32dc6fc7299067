using Ipc;

namespace Course.Commands;

/// <summary>How far a command has come, in the last line of a terminal; nothing where standard error is no terminal.</summary>
internal sealed class ProgressLine : IProgress<WorkProgress>, IDisposable
{
    // DECAWM off and on: a line that is wider than the terminal is cut at its edge. One that ran on could not be taken away.
    private const string Erase = "\r\e[K", CutLine = "\e[?7l", WrapLines = "\e[?7h";
    private readonly TextWriter? terminal;

    internal ProgressLine()
        : this(Console.IsErrorRedirected ? null : Console.Error)
    {
    }

    /// <param name="terminal">Where to; <c>null</c> for nowhere.</param>
    internal ProgressLine(TextWriter? terminal) => this.terminal = terminal;

    public void Report(WorkProgress value) => terminal?.Write(value.IsFinished ? Erase : $"{Erase}{CutLine}{value.Done} of {value.Total}: {value.Current}{WrapLines}");

    /// <summary>Takes the line away, so that a row of results can be written in its place.</summary>
    internal void Clear() => terminal?.Write(Erase);

    public void Dispose() => Clear();
}
