namespace Ipc.Children;

/// <summary>vfork(2), made as clone with CLONE_VM|CLONE_VFORK and a stack of its own: the child shares the parent's memory, and the calling thread waits until the child exits or execs.</summary>
/// <seealso href="https://man7.org/linux/man-pages/man2/vfork.2.html"/>
public static class Vfork
{
    /// <summary>Makes a child that runs the recorded steps; returns when it has exited or exec'd.</summary>
    /// <param name="steps">Records the child's program; it runs here, in the parent.</param>
    /// <param name="options">How the child is watched, or <c>null</c> for <see cref="ChildOptions.Default"/>.</param>
    /// <exception cref="InvalidOperationException">The program is wrong; nothing was started.</exception>
    /// <exception cref="Native.PosixException">The kernel refused.</exception>
    public static ChildProcess Start(Action<ChildProgram> steps, ChildOptions? options = null) =>
        Clone.Start(CloneFlags.VM | CloneFlags.Vfork, steps, options);
}
