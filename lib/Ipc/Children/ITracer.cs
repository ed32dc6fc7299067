using Ipc.Children.Interpreter;

namespace Ipc.Children;

/// <summary>Who traces a child: it attaches before the child's first step, and reaps the child in its parent's place.</summary>
internal interface ITracer
{
    /// <summary>A descriptor on which poll(2) reports a hang-up once the last traced process has ended.</summary>
    int EndDescriptor { get; }

    /// <summary>Prepares the image for a child that waits for its tracer, and begins to wait for that child.</summary>
    void Begin(ProgramImage image);

    /// <summary>No child was made after all.</summary>
    void Abandon();

    /// <summary>Waits until the child is traced, and lets it begin: not before its parent holds all that it needs of a living child.</summary>
    /// <exception cref="Native.PosixException">It could not be traced; its parent has to kill and reap it.</exception>
    void LetBegin();

    /// <summary>Waits until the last traced process has ended.</summary>
    /// <returns>The child's status as wait(2) gave it, and when it ended; <c>null</c> where the tracer did not reap it, and its parent has to.</returns>
    (int Raw, MonotonicTime Ended)? Reaped();

    /// <summary>Kills all that is traced.</summary>
    /// <returns>Whether there was anything: where the child is not traced its parent has to kill it.</returns>
    bool KillAll();
}
