namespace Ipc.Lenses;

/// <summary>A system call as it was seen while a step ran.</summary>
/// <param name="Process">The process that made it, by the name that the program gives it.</param>
/// <param name="Text">The call with its arguments and result, as strace writes it.</param>
/// <param name="Times">How often one after another: more than once where a loop repeats the step.</param>
public sealed record ObservedCall(string Process, string Text, int Times) : IObservation;
