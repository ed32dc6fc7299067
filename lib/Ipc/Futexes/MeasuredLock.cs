using Ipc.Tracing;

namespace Ipc.Futexes;

/// <summary>A lock whose futex calls can be counted, in a process of its own that only they are traced of.</summary>
/// <param name="Name">What tables call it.</param>
/// <param name="Attributes">The kind of mutex, for one of libc; <c>null</c> for a lock of .NET.</param>
internal sealed record MeasuredLock(string Name, MutexAttributes? Attributes)
{
    private const string DotNetPrefix = ".NET ";

    /// <summary>The mutexes of libc.</summary>
    internal static IReadOnlyList<MeasuredLock> Libc { get; } =
    [
        new("libc mutex", MutexAttributes.None),
        new("libc mutex (adaptive)", MutexAttributes.Adaptive),
        new("libc mutex (process-shared)", MutexAttributes.ProcessShared),
        new("libc mutex (robust)", MutexAttributes.Robust),
        new("libc mutex (priority inheritance)", MutexAttributes.PriorityInheritance),
    ];

    /// <summary>The locks of .NET.</summary>
    internal static IReadOnlyList<MeasuredLock> DotNet { get; } = [.. DotNetLock.Names.Select(name => new MeasuredLock(DotNetPrefix + name, null))];

    /// <summary>All of them.</summary>
    internal static IReadOnlyList<MeasuredLock> All { get; } = [.. Libc, .. DotNet];

    /// <summary>Uses locks, each for each time, and brings the futex calls that were made meanwhile.</summary>
    /// <param name="locks">The locks.</param>
    /// <param name="contended">Whether a second thread asks for the lock each time while the first has it; otherwise one thread takes it and gives it back, alone.</param>
    /// <param name="rounds">How often: 1 or more.</param>
    /// <param name="holds">How long the first keeps the lock after the second has said that it will ask; it runs all that time.</param>
    internal static IReadOnlyList<(string Lock, TimeSpan Hold, IReadOnlyList<SystemCall> Futexes)> Use(IReadOnlyList<MeasuredLock> locks, bool contended, int rounds, params IReadOnlyList<TimeSpan> holds)
    {
        var uses = locks.SelectMany(_ => holds, (one, hold) => (Lock: one, Hold: hold)).ToList();
        var ofDotNet = uses.Where(use => use.Lock.Attributes is null).ToList();
        var dotNet = ofDotNet.Count == 0 ? [] : DotNetLock.Futexes([.. ofDotNet.Select(use => (use.Lock.Name[DotNetPrefix.Length..], use.Hold))], contended, rounds);
        return
        [
            .. uses.Where(use => use.Lock.Attributes is not null).Select(use => (use.Lock.Name, use.Hold, LibcLock.Futexes(use.Lock.Attributes!.Value, new(contended, rounds, use.Hold)))),
            .. ofDotNet.Zip(dotNet, (use, futexes) => (use.Lock.Name, use.Hold, futexes)),
        ];
    }

    /// <summary>The operation of a futex call, as the man page names it, without the clock of its timeout: FUTEX_WAIT_PRIVATE.</summary>
    internal static string Operation(SystemCall call) => call.Argument("futex_op")!.Text.Split('|')[0];

    /// <summary>Whether a futex call is one to sleep.</summary>
    internal static bool IsWait(SystemCall call) => Operation(call) is var name && (name.StartsWith("FUTEX_WAIT", StringComparison.Ordinal) || name.StartsWith("FUTEX_LOCK_PI", StringComparison.Ordinal));
}
