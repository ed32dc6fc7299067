namespace Ipc.Children;

/// <summary>What a wait in the child brought.</summary>
/// <param name="Pid">The process that was waited for; 0 when none had ended yet, −1 for an error.</param>
/// <param name="Status">The integer that <see cref="ExitStatus.FromRaw"/> takes apart.</param>
public sealed record Waited(Value Pid, Value Status);
