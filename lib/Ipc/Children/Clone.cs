namespace Ipc.Children;

/// <summary>clone(2) with flags of the caller's choice.</summary>
/// <seealso href="https://man7.org/linux/man-pages/man2/clone.2.html"/>
public static class Clone
{
    /// <summary>Makes a child that runs the recorded steps on a stack of its own.</summary>
    /// <param name="flags">What it shares with the parent; SIGCHLD is added.</param>
    /// <param name="steps">Records the child's program; it runs here, in the parent.</param>
    /// <param name="options">How the child is watched, or <c>null</c> for <see cref="ChildOptions.Default"/>.</param>
    /// <exception cref="InvalidOperationException">The program is wrong, or does what a child with these flags must not.</exception>
    /// <exception cref="Native.PosixException">The kernel refused.</exception>
    public static ChildProcess Start(CloneFlags flags, Action<ChildProgram> steps, ChildOptions? options = null)
    {
        if ((flags & (CloneFlags.Thread | CloneFlags.SignalHandlers | CloneFlags.Files)) != 0)
        {
            throw new InvalidOperationException("a child that shares the laboratory's descriptors or handlers could break it; start threads inside a child with Thread");
        }

        if ((flags & CloneFlags.Parent) != 0)
        {
            throw new InvalidOperationException("a child made with CLONE_PARENT is a sibling of this process, which could not wait for it; make one inside a child");
        }

        if ((flags & (CloneFlags.VM | CloneFlags.Vfork)) == CloneFlags.VM)
        {
            throw new InvalidOperationException("CLONE_VM without CLONE_VFORK would run on the parent's thread-local storage while the parent uses it");
        }

        var program = ChildProgram.Record(steps);
        if ((flags & CloneFlags.VM) != 0 && program.HasHandlers)
        {
            throw new InvalidOperationException("a child that shares the parent's memory cannot install signal handlers");
        }

        return ChildProcess.Start(program, (long)flags, options ?? ChildOptions.Default);
    }
}
