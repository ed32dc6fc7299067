using Ipc.Children;
using Ipc.Native;

namespace Ipc.Robustness;

/// <summary>A mapped file, and a lock of flock(2) on it.</summary>
internal sealed class LockedFileMechanism : GuardedMemoryMechanism
{
    private readonly Leftovers.Scratch scratch = Leftovers.Scratch.Create("robustness");
    private readonly string path;

    internal LockedFileMechanism()
    {
        path = scratch.File("message");
        File.WriteAllBytes(path, new byte[Environment.SystemPageSize]);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        base.Dispose();
        scratch.Dispose();
    }

    internal override string LeftBehind()
    {
        var bytes = File.ReadAllBytes(path);
        return $"the file{Half(BitConverter.ToInt64(bytes), BitConverter.ToInt64(bytes, Word))}";
    }

    protected override Guard Open(ChildProgram c)
    {
        var fd = c.Open(path, Unistd.O_RDWR);
        var page = c.Map(Environment.SystemPageSize, MapProtection.Read | MapProtection.Write, MapFlags.Shared, fd);
        return new(page, () => c.Flock(fd, FlockOperation.Exclusive), () => c.Flock(fd, FlockOperation.Unlock));
    }
}
