using Ipc.Children;
using Ipc.Leftovers;
using Ipc.Native;

namespace Ipc.Tests.Children.CSource;

internal static partial class SampleSteps
{
    /// <summary>Message queues, and semaphores of both kinds.</summary>
    private static IReadOnlyDictionary<string, Func<ParentsThings, Action<ChildProgram>>> QueuesAndSemaphores => new Dictionary<string, Func<ParentsThings, Action<ChildProgram>>>
    {
        ["a message queue of POSIX"] = things =>
        {
            var name = things.Name(ObjectKind.PosixMessageQueue);
            return c =>
            {
                c.SetDisposition(Signal.SIGUSR1, Disposition.Handler);
                var queue = c.CreateQueue(name, maximumMessages: 2, messageBytes: 64);
                c.NotifyQueue(queue, Signal.SIGUSR1);
                c.NotifyQueue(queue, Signal.SIGUSR1);
                c.SendTo(queue, "a message", priority: 3);
                c.ReceiveFrom(queue);
                c.UnlinkQueue(name);
                c.OpenQueue(name);
                c.Exit(0);
            };
        },
        ["messages between addresses and queues"] = things =>
        {
            var name = things.Name(ObjectKind.PosixMessageQueue);
            return c =>
            {
                var memory = c.Map(4096, MapProtection.Read | MapProtection.Write, MapFlags.Private | MapFlags.Anonymous);
                var queue = c.CreateQueue(name, 1, 128);
                c.StoreAt(memory, 3);
                c.StoreAt(memory + 8, 5);
                c.SendFrom(queue, memory, 16);
                var bytes = c.ReceiveTo(queue, memory + 1024, 128);
                c.UnlinkQueue(name);
                c.SendMessageFrom(-1, memory, 8); // EINVAL: a queue of the parent's would be gone by the time that the C program runs
                c.ReceiveMessageTo(-1, memory + 2048, 64);
                c.Exit(bytes + c.LoadAt(memory + 1032));
            };
        },
        ["POSIX semaphores"] = things =>
        {
            var name = things.Name(ObjectKind.PosixSemaphore);
            return c =>
            {
                var named = c.OpenSemaphore(name, create: true, value: 2);
                c.WaitSemaphore(named);
                c.TryWaitSemaphore(named);
                c.TryWaitSemaphore(named);
                c.PostSemaphore(named);
                var page = c.Map(4096, MapProtection.Read | MapProtection.Write, MapFlags.Shared | MapFlags.Anonymous);
                c.InitializeSemaphore(page + 64, 5);
                c.WaitSemaphore(page + 64);
                var (one, other) = (c.ReadSemaphore(named), c.ReadSemaphore(page + 64));
                c.CloseSemaphore(named);
                c.UnlinkSemaphore(name);
                c.OpenSemaphore(name);
                c.Exit(one + other);
            };
        },
        ["a System V semaphore"] = _ => c =>
        {
            var set = c.GetSemaphores(0, create: true);
            c.SetSemaphores(set, 2);
            c.OperateSemaphore(set, -1, undo: true);
            var child = c.Fork("holder", () =>
            {
                c.OperateSemaphore(set, -1, undo: true);
                c.OperateSemaphore(set, -1, wait: false);
                c.Exit(0);
            });
            c.Wait(child);
            var value = c.ReadSemaphores(set);
            c.RemoveSemaphores(set);
            c.OperateSemaphore(set, 1);
            c.Exit(value);
        },
        ["two System V semaphores in one operation"] = _ => c =>
        {
            var set = c.GetSemaphores(0, create: true, count: 2);
            c.OperateSemaphores(set, [(0, 2), (1, 1)]);
            c.OperateSemaphores(set, [(0, -1), (1, -1)], undo: true);
            c.OperateSemaphores(set, [(0, -1), (1, -1)], wait: false);
            var left = c.ReadSemaphores(set);
            c.RemoveSemaphores(set);
            c.Exit(left);
        },
    };
}
