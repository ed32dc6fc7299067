namespace Ipc.Futexes;

/// <summary>How a lock is used while its futex calls are counted.</summary>
/// <param name="Contended">A second thread asks for the lock each time while the first has it; otherwise one thread takes it and gives it back, alone.</param>
/// <param name="Rounds">How often: 1 or more.</param>
/// <param name="Hold">How long the first keeps the lock after the second has said that it will ask; it runs all that time.</param>
internal readonly record struct LockUse(bool Contended, int Rounds, TimeSpan Hold);
