using Ipc.ProcFs;

namespace Ipc.Hangs;

/// <summary>A thread of a process that did not end, as it stood.</summary>
/// <param name="Pid">The process.</param>
/// <param name="Tid">The thread; of the first thread it is the process id.</param>
/// <param name="Command">The name of its program.</param>
/// <param name="State">What it did.</param>
/// <param name="Call">The system call that it was in, with its arguments; empty where it was in none, or /proc does not tell.</param>
/// <param name="WaitChannel">The kernel function that it slept in; empty where /proc does not tell.</param>
/// <param name="WaitsFor">What it waited for, and who could end that; <c>null</c> where it did not wait.</param>
public sealed record BlockedThread(
    int Pid,
    int Tid,
    string Command,
    ProcessState State,
    string Call,
    [property: Column("wait channel")] string WaitChannel,
    [property: Column("waits for")] Wait? WaitsFor) : IObservation
{
    /// <inheritdoc/>
    public override string ToString() => Call.Length > 0 ? $"pid {Pid} ({Command}) in {Call}" : $"pid {Pid} ({Command}), {State}";
}
