using Ipc.Children;
using Ipc.Futexes;
using Ipc.Native;

namespace Ipc.Robustness;

/// <summary>Memory that both have inherited, and a robust mutex of the C library: the kernel marks it when its holder ends.</summary>
internal sealed class RobustMutexMechanism : GuardedMemoryMechanism
{
    private readonly PosixMutex mutex = PosixMutex.Create(MutexAttributes.ProcessShared | MutexAttributes.Robust);
    private readonly FileDescriptor memory;
    private readonly string target;

    internal RobustMutexMechanism()
    {
        var file = SharedMemory.MemoryFile.Create();
        memory = file.Descriptor;
        target = TargetOf(memory);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        base.Dispose();
        LetGo();
        mutex.Dispose();
    }

    internal override void LetGo() => memory.Dispose();

    /// <summary>The lock is taken all the same; the number that the call returns says that its last holder has died.</summary>
    internal override (string Saw, bool Learned) Told(ChildStep step) =>
        step.Result == (long)Errno.EOWNERDEAD ? ($"{Errno.EOWNERDEAD}", true) : base.Told(step);

    internal override string LeftBehind() => StillOpen(target, "the memory");

    protected override Guard Open(ChildProgram c)
    {
        var page = c.Map(Environment.SystemPageSize, MapProtection.Read | MapProtection.Write, MapFlags.Shared, memory);
        return new(page, () => c.Lock(mutex), () => c.Unlock(mutex));
    }
}
