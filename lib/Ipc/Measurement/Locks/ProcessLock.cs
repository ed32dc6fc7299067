using Ipc.Children;
using Ipc.FileLocks;
using Ipc.Futexes;
using Ipc.Leftovers;
using Ipc.Native;
using Ipc.Semaphores;

namespace Ipc.Measurement.Locks;

/// <summary>A lock that keeps processes apart, while it is measured. Disposing removes it.</summary>
internal sealed class ProcessLock : IDisposable
{
    private readonly IDisposable owner;
    private readonly Func<ChildProgram, Pair> prepare;

    private ProcessLock(IDisposable owner, Func<ChildProgram, Pair> prepare)
    {
        this.owner = owner;
        this.prepare = prepare;
    }

    /// <summary>What processes call it, and how it is made. Making one may throw a <see cref="PosixException"/>.</summary>
    internal static IReadOnlyList<(string Name, Func<ProcessLock> Make)> All { get; } =
    [
        ("flock", () => OfFile(LockKind.Flock)),
        ("fcntl", () => OfFile(LockKind.Fcntl)),
        ("OFD", () => OfFile(LockKind.OpenFileDescription)),
        ("pthread mutex", () => Mutex(MutexAttributes.ProcessShared)),
        ("pthread mutex, robust", () => Mutex(MutexAttributes.ProcessShared | MutexAttributes.Robust)),
        ("POSIX semaphore", PosixSemaphore),
        ("System V semaphore", SystemVSemaphore),
    ];

    /// <summary>Records what a process does once before it uses the lock.</summary>
    /// <returns>How it takes the lock, and gives it back.</returns>
    internal Pair Prepare(ChildProgram c) => prepare(c);

    /// <inheritdoc/>
    public void Dispose() => owner.Dispose();

    /// <summary>Each process opens the file by itself: who inherits a description has flock's and OFD's locks with it.</summary>
    private static ProcessLock OfFile(LockKind kind)
    {
        var scratch = Scratch.Create("lock");
        try
        {
            var path = scratch.File("locked");
            File.WriteAllBytes(path, [0]);
            return new(scratch, c =>
            {
                var file = c.Open(path, Unistd.O_RDWR);
                return new(() => LockSteps.Take(c, kind, file, wait: true), () => LockSteps.GiveBack(c, kind, file));
            });
        }
        catch
        {
            scratch.Dispose();
            throw;
        }
    }

    private static ProcessLock Mutex(MutexAttributes attributes)
    {
        var mutex = PosixMutex.Create(attributes);
        return new(mutex, c => new(() => c.Lock(mutex), () => c.Unlock(mutex)));
    }

    private static ProcessLock PosixSemaphore()
    {
        var semaphore = NamedSemaphore.Create();
        return new(semaphore, c =>
        {
            var opened = c.OpenSemaphore(semaphore.Name);
            return new(() => c.WaitSemaphore(opened), () => c.PostSemaphore(opened));
        });
    }

    private static ProcessLock SystemVSemaphore()
    {
        var set = SemaphoreSet.Create();
        return new(set, c => new(() => c.OperateSemaphore(set.Id, -1), () => c.OperateSemaphore(set.Id, 1)));
    }

    /// <summary>How a process takes a lock and gives it back. Each records a call that returns 0.</summary>
    internal sealed record Pair(Func<Value> Take, Func<Value> GiveBack);
}
