using Ipc.Children.Interpreter;
using Ipc.Tracing.Decoding;

namespace Ipc.Children;

/// <content>Waiting for descriptors to become ready.</content>
public sealed partial class ChildProgram
{
    private const int EventsShift = 32; // struct pollfd: int fd; short events; short revents

    /// <summary>Waits until a descriptor is ready, or has something to tell that nobody asked for: poll(2).</summary>
    /// <param name="descriptor">Which.</param>
    /// <param name="events">What to wait for.</param>
    /// <param name="timeout">How long at most, in whole milliseconds; <c>null</c> for ever.</param>
    /// <returns>What poll found.</returns>
    /// <seealso href="https://man7.org/linux/man-pages/man2/poll.2.html"/>
    public Polled Poll(Operand descriptor, PollEvents events, TimeSpan? timeout = null)
    {
        RequireOpen(descriptor, "poll");
        var entry = Argument.At(Offset(new byte[sizeof(long)]));
        Value? asked = null;
        Within(() =>
        {
            asked = Compute(Op.Add, descriptor, (long)events << EventsShift);
            Emit(Op.Store, [entry, (Operand)asked]);
        });
        var milliseconds = timeout is { } time ? (int)time.TotalMilliseconds : -1;

        // The last two words are not poll's: the trace shows the descriptor by the first, and a C program has the events from the second.
        var ready = CallStep("poll", $"poll([{{3}}: {PollFlags.Poll.Flags((long)events)}], 1, {{2}})", [entry, 1, milliseconds, descriptor, (int)events]);
        return new Polled(ready, Emit(Op.Load, [entry]) - asked!);
    }
}
