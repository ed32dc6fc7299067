namespace Ipc.Hangs;

/// <summary>A process that could end a wait.</summary>
/// <param name="Pid">Its process id.</param>
/// <param name="Command">The name of its program; "this notebook" for the process that the laboratory is in.</param>
/// <param name="Descriptor">The descriptor that it could do it with; <c>null</c> where none is needed.</param>
/// <param name="How">What it would have to do: "write, or close descriptor 5".</param>
public sealed record WaitEnder(int Pid, string Command, [property: Column("fd")] int? Descriptor, string How) : IObservation
{
    /// <inheritdoc/>
    public override string ToString() => Descriptor is { } fd ? $"pid {Pid} ({Command}) with descriptor {fd}" : $"pid {Pid} ({Command})";
}
