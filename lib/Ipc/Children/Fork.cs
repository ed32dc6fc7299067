namespace Ipc.Children;

/// <summary>fork(2): the child gets a copy of the parent's memory, and both go on.</summary>
/// <seealso href="https://man7.org/linux/man-pages/man2/fork.2.html"/>
public static class Fork
{
    /// <summary>Forks a child that runs the recorded steps.</summary>
    /// <param name="steps">Records the child's program; it runs here, in the parent.</param>
    /// <param name="options">How the child is watched, or <c>null</c> for <see cref="ChildOptions.Default"/>.</param>
    /// <returns>The child, which runs already.</returns>
    /// <exception cref="InvalidOperationException">The program is wrong; nothing was forked.</exception>
    /// <exception cref="Native.PosixException">The kernel refused: EAGAIN, ENOMEM.</exception>
    public static ChildProcess Start(Action<ChildProgram> steps, ChildOptions? options = null) =>
        ChildProcess.Start(ChildProgram.Record(steps), cloneFlags: null, options ?? ChildOptions.Default);
}
