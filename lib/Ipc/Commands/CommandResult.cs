using Ipc.Children;

namespace Ipc.Commands;

/// <summary>How a program ended and what it wrote.</summary>
/// <param name="Command">The program and its arguments, as a shell would be given them.</param>
/// <param name="Pid">Its process id.</param>
/// <param name="Status">How it ended.</param>
/// <param name="StandardOutput">Descriptor 1 as UTF-8 text; empty for a stage whose output went into the next one.</param>
/// <param name="StandardError">Descriptor 2 as UTF-8 text.</param>
/// <param name="DroppedBytes">Bytes beyond the limit of 1 MiB a stream, which were read and dropped.</param>
public sealed record CommandResult(
    string Command,
    int Pid,
    ExitStatus Status,
    string StandardOutput,
    string StandardError,
    [property: Column(Hidden = true)] long DroppedBytes) : IObservation
{
    /// <summary>What a shell would show for it in <c>$?</c>.</summary>
    [Column("$?")]
    public int ShellStatus => Commands.ShellStatus.Of(Status);

    /// <summary>What it wrote, without the line end at the end: what <c>$(…)</c> would give.</summary>
    public override string ToString() => (StandardOutput + StandardError).TrimEnd('\n');
}
