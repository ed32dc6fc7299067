using Ipc.Native;
using Ipc.Pipes;

namespace Ipc.Children;

/// <summary>A place in a child's program where the child stands still while the experiment looks at it.</summary>
internal sealed class Checkpoint : IDisposable
{
    private readonly Pipe reached = Pipe.Create();
    private readonly Pipe released = Pipe.Create();

    /// <summary>Records the stop. It leaves nothing in the trace, and can be recorded more than once.</summary>
    internal void Stop(ChildProgram program) => program.Silently(() =>
    {
        program.Write(reached.WriteEnd, "!");
        program.Read(released.ReadEnd, 1);
    });

    /// <summary>Waits until the child stands at the checkpoint, looks, and lets it go on.</summary>
    /// <exception cref="ChildDeadlineException">The child was killed before it got there.</exception>
    /// <exception cref="PosixException">The child ended before it got there, and one of its calls is not allowed on this machine.</exception>
    /// <exception cref="InvalidOperationException">The child ended before it got there.</exception>
    internal T Look<T>(ChildProcess child, Func<T> look)
    {
        reached.WriteEnd.Close();
        if (reached.ReadEnd.Read(1).Length == 0)
        {
            var status = child.Wait();
            throw Refused(child.Trace) ?? (Exception)new InvalidOperationException($"child {child.Pid} {status} before the experiment could look at it");
        }

        var seen = look();
        released.WriteEnd.Write("!");
        return seen;
    }

    private static PosixException? Refused(ChildTrace trace) => trace.Steps
        .Where(step => step.Errno is { } errno && Refusal.Of(step.Call, errno) is not null)
        .Select(step => new PosixException(step.Call, step.Errno!.Value, step.Detail))
        .FirstOrDefault();

    /// <inheritdoc/>
    public void Dispose()
    {
        reached.Dispose();
        released.Dispose();
    }
}
