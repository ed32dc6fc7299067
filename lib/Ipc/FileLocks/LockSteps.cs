using Ipc.Children;

namespace Ipc.FileLocks;

/// <summary>The same request to each kind of lock, and what people call the kinds.</summary>
internal static class LockSteps
{
    /// <summary>A kind of lock as tables name it.</summary>
    internal static string Name(LockKind kind) => kind switch
    {
        LockKind.Flock => "flock",
        LockKind.Fcntl => "fcntl",
        _ => "OFD",
    };

    /// <summary>Asks for a lock of a whole file.</summary>
    /// <param name="c">The child's program.</param>
    /// <param name="kind">The kind of lock.</param>
    /// <param name="descriptor">The file.</param>
    /// <param name="wait">Whether to wait for who has it.</param>
    /// <param name="shared">A shared lock, and not an exclusive one.</param>
    /// <returns>0, or −1.</returns>
    internal static Value Take(ChildProgram c, LockKind kind, Operand descriptor, bool wait = false, bool shared = false) => kind == LockKind.Flock
        ? c.Flock(descriptor, (shared ? FlockOperation.Shared : FlockOperation.Exclusive) | (wait ? 0 : FlockOperation.NonBlocking))
        : c.LockBytes(descriptor, ofDescription: kind == LockKind.OpenFileDescription, wait, type: shared ? LockType.Read : LockType.Write);

    /// <summary>Gives a lock of a whole file back.</summary>
    /// <param name="c">The child's program.</param>
    /// <param name="kind">The kind of lock.</param>
    /// <param name="descriptor">The file.</param>
    /// <returns>0, or −1.</returns>
    internal static Value GiveBack(ChildProgram c, LockKind kind, Operand descriptor) => kind == LockKind.Flock
        ? c.Flock(descriptor, FlockOperation.Unlock)
        : c.LockBytes(descriptor, ofDescription: kind == LockKind.OpenFileDescription, type: LockType.Unlock);
}
