using Ipc.Children;
using Ipc.Semaphores;
using Ipc.SharedMemory;

namespace Ipc.Robustness;

/// <summary>A System V shared memory segment, and a System V semaphore that is its lock: SEM_UNDO gives it back for a process that ends.</summary>
internal sealed class SystemVMemoryMechanism : GuardedMemoryMechanism
{
    private readonly SharedMemorySegment segment = SharedMemorySegment.Create();
    private readonly SemaphoreSet semaphore = SemaphoreSet.Create();

    /// <inheritdoc/>
    public override void Dispose()
    {
        base.Dispose();
        semaphore.Dispose();
        segment.Dispose();
    }

    internal override string LeftBehind()
    {
        using var map = segment.Attach();
        return $"the memory, the semaphore at {semaphore.Value}{Half(map[0], map[Word])}";
    }

    protected override Guard Open(ChildProgram c)
    {
        var page = c.AttachSegment(c.GetSegment(segment.Key, segment.Bytes));
        var own = c.GetSemaphores(semaphore.Key);
        return new(page, () => c.OperateSemaphore(own, -1, undo: true), () => c.OperateSemaphore(own, 1, undo: true));
    }
}
