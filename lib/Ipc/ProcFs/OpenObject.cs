using Ipc.Native;

namespace Ipc.ProcFs;

/// <summary>What a descriptor is open on. Two are the same object when the kernel has one inode for them, whatever their names.</summary>
/// <param name="Kind">"pipe", "FIFO", "socket", "file", "memfd", "directory", "character device", "block device" or "anonymous inode" (an eventfd, an epoll instance and the like).</param>
/// <param name="Name">As /proc/PID/fd has it: a path, "pipe:[inode]", "socket:[inode]".</param>
/// <param name="Device">The device of its file system, "major:minor".</param>
/// <param name="Inode">Its inode number.</param>
/// <seealso href="https://man7.org/linux/man-pages/man7/inode.7.html"/>
public sealed record OpenObject(string Kind, string Name, string Device, ulong Inode) : IObservation
{
    private const uint TypeMask = 0xf000, Fifo = 0x1000, Character = 0x2000, Directory = 0x4000, Block = 0x6000, Regular = 0x8000, Socket = 0xc000;

    /// <summary>Whether bytes that are written to it come out of it once, and in order: a pipe or a FIFO.</summary>
    [Column(Hidden = true)]
    public bool IsPipe => Kind is "pipe" or "FIFO";

    /// <summary>Whether its descriptors have a position that matters.</summary>
    [Column(Hidden = true)]
    public bool HasPosition => Kind is "file" or "memfd" or "directory" or "block device";

    /// <summary>Whether it is what open(2), pipe(2) or socket(2) made, and not the one inode behind every eventfd and epoll instance.</summary>
    internal bool IsTold => Kind != "anonymous inode";

    /// <inheritdoc/>
    public bool Equals(OpenObject? other) => other is not null && Device == other.Device && Inode == other.Inode && (IsTold || Name == other.Name);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Device, Inode);

    /// <inheritdoc/>
    public override string ToString() => Kind is "FIFO" or "memfd" ? $"{Kind} {Name}" : Name;

    /// <summary>What a descriptor is open on, or <c>null</c> where it is closed meanwhile.</summary>
    internal static OpenObject? Find(int pid, OpenDescriptor descriptor) =>
        SysStat.Find($"/proc/{pid}/fd/{descriptor.Number}") is { } status
            ? new(KindOf(status.Mode & TypeMask, descriptor.Target), descriptor.Target, status.Device, status.Inode)
            : null;

    private static string KindOf(uint type, string name) => type switch
    {
        Fifo => name.StartsWith("pipe:[", StringComparison.Ordinal) ? "pipe" : "FIFO",
        Socket => "socket",
        Directory => "directory",
        Character => "character device",
        Block => "block device",
        Regular when name.StartsWith("/memfd:", StringComparison.Ordinal) => "memfd",
        Regular when !name.StartsWith("anon_inode:", StringComparison.Ordinal) => "file",
        _ => "anonymous inode",
    };
}
