using System.Globalization;
using Ipc.DotNet;
using Ipc.Tracing;

namespace Ipc.Futexes;

/// <summary>Uses a lock of .NET in a program of its own, and brings the futex calls of the threads that use it.</summary>
internal static class DotNetLock
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>
    /// One program for all locks, so that it is compiled once. Its threads wait for each other by looking at variables: what
    /// they ask of the kernel is the lock's. The first round comes before the trace, and finds what the runtime prepares once.
    /// </summary>
    private const string Before = """
        var (kind, contended, rounds) = (args[0], args[1] == "contended", int.Parse(args[2]));
        var hold = long.Parse(args[3]) * Stopwatch.Frequency / 1_000_000_000;
        var monitor = new object(); var light = new Lock(); var semaphore = new SemaphoreSlim(1);
        using var mutex = kind == "Mutex, named" ? new Mutex(false, args[4]) : new Mutex();
        (Action Enter, Action Exit) use = kind switch
        {
            "lock (an object)" => (() => Monitor.Enter(monitor), () => Monitor.Exit(monitor)),
            "Lock" => (light.Enter, light.Exit),
            "SemaphoreSlim" => (semaphore.Wait, () => semaphore.Release()),
            _ => (() => mutex.WaitOne(), mutex.ReleaseMutex),
        };
        long held = 0, asking = 0, done = 0;
        void Until(ref long word, long value)
        {
            for (var looks = 1; Volatile.Read(ref word) != value; looks++) if (looks % 1024 == 0) Thread.Yield();
        }
        void Keep() { for (var until = Stopwatch.GetTimestamp() + hold; Stopwatch.GetTimestamp() < until;) { } }
        void Round(int round)
        {
            use.Enter();
            if (contended) { Volatile.Write(ref held, round); Until(ref asking, round); Keep(); }
            use.Exit();
            if (contended) Until(ref done, round);
        }
        void Ask()
        {
            for (var round = 1; ; round++)
            {
                Until(ref held, round);
                Volatile.Write(ref asking, round);
                use.Enter();
                use.Exit();
                Volatile.Write(ref done, round);
            }
        }
        if (contended) new Thread(Ask) { IsBackground = true }.Start();
        Round(1);
        """;

    private const string Lines = "for (var round = 2; round <= rounds + 1; round++) Round(round);";

    /// <summary>The locks, as tables name them.</summary>
    internal static IReadOnlyList<string> Names { get; } = ["lock (an object)", "Lock", "SemaphoreSlim", "Mutex", "Mutex, named"];

    internal static IReadOnlyList<SystemCall> Futexes(string name, LockUse use) =>
        (DotNetProgram.Of(Lines, Before) with { Deadline = Patience })
            .With(
                name,
                use.Contended ? "contended" : "alone",
                use.Rounds.ToString(CultureInfo.InvariantCulture),
                ((long)use.Hold.TotalNanoseconds).ToString(CultureInfo.InvariantCulture),
                string.Create(CultureInfo.InvariantCulture, $"ipc-laboratory-{Environment.ProcessId}"))
            .Trace("futex").Calls;
}
