using Ipc.Children.Interpreter;
using Ipc.Native;
using Ipc.Sockets;
using Ipc.Tracing.Decoding;

namespace Ipc.Children;

/// <content>Waiting for many descriptors at once: epoll.</content>
public sealed partial class ChildProgram
{
    /// <summary>Makes an epoll instance: a list of descriptors that the kernel keeps, and watches: epoll_create1(2).</summary>
    /// <returns>Its descriptor, or −1.</returns>
    /// <seealso href="https://man7.org/linux/man-pages/man7/epoll.7.html"/>
    public Value EpollCreate() => CallStep("epoll_create1", "epoll_create1(0)", [0]);

    /// <summary>Puts a descriptor on the list: epoll_ctl(2) with EPOLL_CTL_ADD.</summary>
    /// <param name="epoll">What <see cref="EpollCreate"/> returned.</param>
    /// <param name="descriptor">The descriptor to watch.</param>
    /// <param name="events">What to watch for, and how.</param>
    /// <returns>0, or −1: EPERM for a file of a disk, which is always ready.</returns>
    /// <seealso href="https://man7.org/linux/man-pages/man2/epoll_ctl.2.html"/>
    public Value EpollAdd(Operand epoll, Operand descriptor, EpollEvents events)
    {
        RequireOpen(descriptor, "epoll_ctl");
        var entry = new byte[Epoll.EventBytes];
        BitConverter.TryWriteBytes(entry, (int)events);
        var offset = Offset(entry);
        Put(offset + Epoll.DataPlace, descriptor);
        return CallStep("epoll_ctl", $"epoll_ctl({{0}}, EPOLL_CTL_ADD, {{2}}, {PollFlags.Epoll.Flags((uint)events)})", [epoll, Epoll.EPOLL_CTL_ADD, descriptor, Argument.At(offset), (int)events]);
    }

    /// <summary>Waits until a descriptor of the list is ready: epoll_wait(2), for one of them at a time.</summary>
    /// <param name="epoll">What <see cref="EpollCreate"/> returned.</param>
    /// <param name="timeout">How long at most, in whole milliseconds; <c>null</c> for ever.</param>
    /// <returns>What it found.</returns>
    /// <seealso href="https://man7.org/linux/man-pages/man2/epoll_wait.2.html"/>
    public Epolled EpollWait(Operand epoll, TimeSpan? timeout = null)
    {
        var found = Offset(new byte[Epoll.EventBytes]);
        var milliseconds = timeout is { } time ? (int)time.TotalMilliseconds : -1;

        // The fifth word is not epoll_wait's: the trace shows by it which descriptor is ready.
        var ready = CallStep(
            "epoll_wait",
            "epoll_wait({0}, {extra}, 1, {3})",
            [epoll, Argument.At(found), 1, milliseconds, Argument.At(found + Epoll.DataPlace)],
            Instruction.Flag.IntResult | Instruction.Flag.KeepInt);
        return new Epolled(ready, IntAt(found + Epoll.DataPlace), IntAt(found));
    }
}
