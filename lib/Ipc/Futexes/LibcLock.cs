using Ipc.Children;
using Ipc.Tracing;

namespace Ipc.Futexes;

/// <summary>Uses a mutex of libc in a process of two threads, and brings its futex calls.</summary>
internal static class LibcLock
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    internal static IReadOnlyList<SystemCall> Futexes(MutexAttributes attributes, LockUse use)
    {
        using var mutex = PosixMutex.Create(attributes);
        using var held = SharedWord.Create();
        using var asking = SharedWord.Create();
        using var done = SharedWord.Create();
        return SystemCallTracer.Trace(c => c.Silently(() => Record(c)), new TraceOptions { Calls = ["futex"], Deadline = Patience }).Calls;

        void Record(ChildProgram c)
        {
            if (use.Contended)
            {
                c.PosixThread(() =>
                {
                    Rounds(c, round =>
                    {
                        c.SpinUntil(held, round);
                        c.Store(asking, round);
                        c.Lock(mutex);
                        c.Unlock(mutex);
                        c.Store(done, round);
                    });
                    c.ExitThread(0);
                });
                Rounds(c, round =>
                {
                    c.Lock(mutex);
                    c.Store(held, round);
                    c.SpinUntil(asking, round);
                    c.Compute(use.Hold);
                    c.Unlock(mutex);
                    c.SpinUntil(done, round);
                });
            }
            else
            {
                c.Repeat(use.Rounds, () =>
                {
                    c.Lock(mutex);
                    c.Unlock(mutex);
                });
            }

            c.Exit(0);
        }

        void Rounds(ChildProgram c, Action<Value> turn)
        {
            var round = c.Number(0);
            c.Repeat(use.Rounds, () =>
            {
                c.Assign(round, round + 1);
                turn(round);
            });
        }
    }
}
