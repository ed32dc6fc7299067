using System.Globalization;
using Ipc.DotNet;
using Ipc.Tracing;

namespace Ipc.Futexes;

/// <summary>Uses locks of .NET in a program of its own, and brings the futex calls of the threads that use them.</summary>
internal static class DotNetLock
{
    /// <summary>A call that does nothing: it tells in the trace where the next use begins.</summary>
    private const string Next = "getppid";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>
    /// One program for all locks, so that it is compiled and started once. Its threads wait for each other by looking at variables:
    /// what they ask of the kernel is the lock's. A round of each use comes before the trace, and finds what the runtime prepares once.
    /// </summary>
    private const string Before = $$"""
        var (contended, rounds, at, round) = (args[1] == "contended", int.Parse(args[2]), 0, 0);
        var (monitor, light, semaphore, mutex) = (new object(), new Lock(), new SemaphoreSlim(1), new Mutex());
        using var named = new Mutex(false, args[0]);
        (Action Enter, Action Exit) LockOf(string name) => name switch
        {
            "lock (an object)" => (() => Monitor.Enter(monitor), () => Monitor.Exit(monitor)),
            "Lock" => (light.Enter, light.Exit),
            "SemaphoreSlim" => (semaphore.Wait, () => semaphore.Release()),
            "Mutex" => (() => mutex.WaitOne(), mutex.ReleaseMutex),
            _ => (() => named.WaitOne(), named.ReleaseMutex),
        };
        var uses = args[3..].Select(use => use.Split('|')).Select(use => (Lock: LockOf(use[0]), Hold: long.Parse(use[1]) * Stopwatch.Frequency / 1_000_000_000)).ToArray();
        long held = 0, asking = 0, done = 0;
        void Until(ref long word, long value)
        {
            for (var looks = 1; Volatile.Read(ref word) != value; looks++) if (looks % 1024 == 0) Thread.Yield();
        }
        void Keep(long hold) { for (var until = Stopwatch.GetTimestamp() + hold; Stopwatch.GetTimestamp() < until;) { } }
        void Round()
        {
            var use = uses[at];
            use.Lock.Enter();
            if (contended) { Volatile.Write(ref held, ++round); Until(ref asking, round); Keep(use.Hold); }
            use.Lock.Exit();
            if (contended) Until(ref done, round);
        }
        void Ask()
        {
            for (var own = 1; ; own++)
            {
                Until(ref held, own);
                Volatile.Write(ref asking, own);
                var use = uses[at].Lock;
                use.Enter();
                use.Exit();
                Volatile.Write(ref done, own);
            }
        }
        var next = NativeLibrary.GetExport(NativeLibrary.Load("libc.so.6"), "{{Next}}");
        unsafe void Next() => ((delegate* unmanaged<int>)next)();
        if (contended) new Thread(Ask) { IsBackground = true }.Start();
        for (Next(); at < uses.Length; at++) Round();
        """;

    private const string Lines = "for (at = 0; at < uses.Length; at++) { Next(); for (var turn = 0; turn < rounds; turn++) Round(); }";

    /// <summary>The locks, as tables name them.</summary>
    internal static IReadOnlyList<string> Names { get; } = ["lock (an object)", "Lock", "SemaphoreSlim", "Mutex", "Mutex (named)"];

    /// <summary>Uses locks one after the other in one process.</summary>
    /// <param name="uses">The locks by their names, and how long each is held where it is contended.</param>
    /// <param name="contended">As <see cref="LockUse.Contended"/>.</param>
    /// <param name="rounds">As <see cref="LockUse.Rounds"/>, of each.</param>
    /// <returns>The futex calls of each use.</returns>
    internal static IReadOnlyList<IReadOnlyList<SystemCall>> Futexes(IReadOnlyList<(string Name, TimeSpan Hold)> uses, bool contended, int rounds)
    {
        var trace = (DotNetProgram.Of(Lines, Before) with { Deadline = Patience })
            .With(
            [
                string.Create(CultureInfo.InvariantCulture, $"ipc-laboratory-{Environment.ProcessId}"),
                contended ? "contended" : "alone",
                rounds.ToString(CultureInfo.InvariantCulture),
                .. uses.Select(use => string.Create(CultureInfo.InvariantCulture, $"{use.Name}|{(long)use.Hold.TotalNanoseconds}")),
            ])
            .Trace("futex", Next);
        var begins = trace.Calls.Where(call => call.Name == Next).Select(call => call.Start).ToList();
        return begins.Count == uses.Count
            ? [.. begins.Select((begin, i) => trace.Calls.Where(call => call.Name == "futex" && call.Start > begin && (i + 1 == begins.Count || call.Start < begins[i + 1])).ToList())]
            : throw new InvalidOperationException($"the program used {begins.Count} of {uses.Count} locks: it {trace.Status}; {trace.Output}");
    }
}
