using Ipc.Children;
using Ipc.Native;
using Ipc.Sockets;

namespace Ipc.Tests.Children.CSource;

internal static partial class SampleSteps
{
    /// <summary>Loops and conditions, and the descriptors and files that they read.</summary>
    private static IReadOnlyDictionary<string, Func<ParentsThings, Action<ChildProgram>>> FilesAndLoops => new Dictionary<string, Func<ParentsThings, Action<ChildProgram>>>
    {
        ["reads until end of file"] = _ => c =>
        {
            var pipe = c.Pipe2(closeOnExec: true);
            c.Write(pipe.WriteEnd, "some bytes to read");
            c.Close(pipe.WriteEnd);
            var sum = c.Number(0);
            var count = c.Number(0);
            c.While(
                () =>
                {
                    c.Assign(count, c.Read(pipe.ReadEnd, 4));
                    return count > 0;
                },
                () => c.Assign(sum, sum + count));
            c.Exit(sum);
        },
        ["a read in the head of a loop"] = _ => c =>
        {
            var pipe = c.Pipe();
            c.Write(pipe.WriteEnd, "abcdef");
            c.Close(pipe.WriteEnd);
            Value? count = null;
            c.While(
                () =>
                {
                    count = c.Read(pipe.ReadEnd, 2);
                    return count > 0;
                },
                () => c.If(count!.Is(2), () => c.Write("two "), () => c.Write("other ")));
            c.Exit(0);
        },
        ["loops within loops"] = _ => c =>
        {
            var total = c.Number(1);
            c.Repeat(3, () =>
            {
                c.Write("outer ");
                c.Repeat(2, () =>
                {
                    c.Write("inner ");
                    c.Assign(total, total + total);
                });
            });
            c.Exit(total);
        },
        ["a pipe of the parent"] = things =>
        {
            var pipe = things.Pipe();
            return c =>
            {
                c.Fork("writer", () =>
                {
                    c.Close(pipe.ReadEnd);
                    c.Write(pipe.WriteEnd, "through the pipe");
                    c.Exit(0);
                });
                c.Close(pipe.WriteEnd);
                var count = c.Read(pipe.ReadEnd);
                c.Wait(-1);
                c.Exit(count);
            };
        },
        ["shared words"] = things =>
        {
            var (turn, ready) = (things.Word(3), things.Word());
            return c =>
            {
                c.Fork("other", () =>
                {
                    c.SpinUntil(turn, 1);
                    c.Store(ready, 1);
                    c.Exit(0);
                });
                c.Store(turn, 1);
                c.SpinUntil(ready, 1);
                c.Wait(-1);
                var held = c.CompareExchange(turn, 1, 9);
                var before = c.Add(turn, 1);
                c.Exit(before + held + c.Load(ready));
            };
        },
        ["a private variable"] = things =>
        {
            var variable = things.Variable(5);
            return c =>
            {
                var child = c.Fork("child", () =>
                {
                    c.Add(variable, 100);
                    c.Exit(c.Load(variable));
                });
                c.Wait(child);
                c.If(c.Load(variable).Is(5), () => c.Write("unchanged\n"));
                var before = c.Add(variable, 2);
                var held = c.CompareExchange(variable, 7, 8);
                c.Exit(before + held);
            };
        },
        ["poll"] = _ => c =>
        {
            var pipe = c.Pipe();
            c.Poll(pipe.ReadEnd, PollEvents.In, Moment);
            c.Write(pipe.WriteEnd, "x");
            c.Close(pipe.WriteEnd);
            var polled = c.Poll(pipe.ReadEnd, PollEvents.In);
            c.If(polled.Is(PollEvents.In | PollEvents.HangUp), () => c.Exit(polled.Ready), () => c.Exit(9));
        },
        ["epoll"] = _ => c =>
        {
            var pair = c.SocketPair(SocketKind.Stream, nonBlocking: true);
            var epoll = c.EpollCreate();
            c.EpollAdd(epoll, pair.Second, EpollEvents.In | EpollEvents.EdgeTriggered);
            c.Send(pair.First, "xy");
            var found = c.EpollWait(epoll);
            c.Receive(found.Descriptor, 1);
            var again = c.EpollWait(epoll, Moment);
            c.If(found.Is(EpollEvents.In), () => c.Exit(again.Ready), () => c.Exit(9));
        },
        ["files and locks"] = _ => c =>
        {
            var file = c.Open("/proc/self/status", 0);
            c.If(file < 0, () => c.Exit(1));
            c.Flock(file, FlockOperation.Shared | FlockOperation.NonBlocking);
            c.Flock(file, FlockOperation.Unlock);
            c.LockBytes(file, start: 1, bytes: 2, type: LockType.Read);
            c.LockBytes(file, type: LockType.Unlock);
            c.Lockf(file); // EBADF: it is not open for writing
            c.Lockf(file, unlock: true);
            c.Close(file);
            c.Open("/no/such/file", Unistd.O_WRONLY | Unistd.O_CREAT, 0x180);
            c.Exit(0);
        },
    };
}
