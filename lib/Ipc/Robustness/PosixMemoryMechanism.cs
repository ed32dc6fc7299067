using Ipc.Children;
using Ipc.Semaphores;
using Ipc.SharedMemory;

namespace Ipc.Robustness;

/// <summary>POSIX shared memory, and a named semaphore that is its lock.</summary>
internal sealed class PosixMemoryMechanism : GuardedMemoryMechanism
{
    private readonly PosixSharedMemory memory = PosixSharedMemory.Create();
    private readonly NamedSemaphore semaphore = NamedSemaphore.Create();

    /// <inheritdoc/>
    public override void Dispose()
    {
        base.Dispose();
        semaphore.Dispose();
        memory.Dispose();
    }

    internal override string LeftBehind()
    {
        using var map = memory.Map();
        return $"the memory, the semaphore at {semaphore.Value}{Half(map[0], map[Word])}";
    }

    protected override Guard Open(ChildProgram c)
    {
        var page = c.Map(memory.Bytes, MapProtection.Read | MapProtection.Write, MapFlags.Shared, c.OpenShared(memory.Name));
        var own = c.OpenSemaphore(semaphore.Name);
        return new(page, () => c.WaitSemaphore(own), () => c.PostSemaphore(own));
    }
}
