using Ipc.Children;
using Ipc.Futexes;

namespace Ipc.Tests.Children.CSource;

internal static partial class SampleSteps
{
    /// <summary>Threads, and what they wait for each other with.</summary>
    private static IReadOnlyDictionary<string, Func<ParentsThings, Action<ChildProgram>>> Threads => new Dictionary<string, Func<ParentsThings, Action<ChildProgram>>>
    {
        ["a thread by pthread_create"] = things =>
        {
            var (turn, never) = (things.Word(), things.Word());
            return c =>
            {
                c.PosixThread(() =>
                {
                    c.SpinUntil(turn, 1);
                    c.Write("thread");
                    c.Exit(3);
                });
                c.Write("main ");
                c.Store(turn, 1);
                c.SpinUntil(never, 1);
                c.Exit(0);
            };
        },
        ["a thread by clone"] = things =>
        {
            var turn = things.Word();
            return c =>
            {
                c.Thread(() =>
                {
                    c.SpinUntil(turn, 1); // or the process could end before clone has returned in the one that called it
                    c.FutexWait(turn, 2);
                    c.Write("thread");
                    c.Exit(3);
                });
                c.Store(turn, 1);
                c.ExitThread(0);
            };
        },
        ["futexes"] = things =>
        {
            var (word, other, own) = (things.Word(3), things.Word(), things.Variable(1));
            return c =>
            {
                c.FutexWait(word, 2);
                c.FutexWait(word, 3, timeout: Moment);
                c.FutexWait(own, 1, isPrivate: true, timeout: Moment);
                c.FutexWaitBitset(word, 2, 0x5);
                c.FutexWakeBitset(word, 1, 0x5, isPrivate: true);
                c.FutexRequeue(word, 3, 1, other, 10);
                c.FutexRequeue(word, 4, 1, other, 10);
                var held = c.Exchange(word, 2);
                c.Exchange(own, 5);
                c.Exit(held + c.FutexWake(word, 1));
            };
        },
        ["a robust list"] = things =>
        {
            var word = things.Word();
            return c =>
            {
                var owner = c.Fork("owner", () =>
                {
                    c.SetRobustList(word);
                    c.Store(word, c.GetThreadId());
                    c.Exit(0);
                });
                c.Wait(owner);
                c.If((c.Load(word) - owner).Is(0x4000_0000), () => c.Exit(4), () => c.Exit(9));
            };
        },
        ["mutexes of libc"] = things =>
        {
            var (mutex, shared) = (things.Mutex(MutexAttributes.Adaptive), things.Mutex(MutexAttributes.ProcessShared | MutexAttributes.Robust));
            return c =>
            {
                c.Lock(mutex);
                var busy = c.TryLock(mutex);
                c.Unlock(mutex);
                c.Wait(c.Fork("owner", () =>
                {
                    c.Lock(shared);
                    c.Exit(0);
                }));
                var died = c.Lock(shared);
                c.MakeConsistent(shared);
                c.Unlock(shared);
                c.Exit(busy + died);
            };
        },
    };
}
