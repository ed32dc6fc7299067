namespace Ipc.ProcFs;

/// <summary>A descriptor of a process.</summary>
/// <param name="Pid">The process.</param>
/// <param name="Command">The name of its program; "this notebook" for the process that the laboratory is in.</param>
/// <param name="Fd">The descriptor.</param>
public sealed record DescriptorHolder(int Pid, string Command, int Fd) : IObservation
{
    /// <summary>Whether exec closes it: the one flag that belongs to the descriptor, and not to the open file description.</summary>
    public bool CloseOnExec { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"pid {Pid} ({Command}) as fd {Fd}";
}
