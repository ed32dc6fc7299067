using Ipc.Tracing;

namespace Ipc.Futexes;

/// <summary>A lock whose futex calls can be counted, in a process of its own that only they are traced of.</summary>
/// <param name="Name">What tables call it.</param>
/// <param name="Futexes">Uses it, and brings every futex call that was made meanwhile.</param>
internal sealed record MeasuredLock(string Name, Func<LockUse, IReadOnlyList<SystemCall>> Futexes)
{
    /// <summary>The mutexes of libc, in the way a C program makes them.</summary>
    internal static IReadOnlyList<MeasuredLock> Libc { get; } =
    [
        Of("libc mutex", MutexAttributes.None),
        Of("libc mutex, adaptive", MutexAttributes.Adaptive),
        Of("libc mutex, process-shared", MutexAttributes.ProcessShared),
        Of("libc mutex, robust", MutexAttributes.Robust),
        Of("libc mutex, priority inheritance", MutexAttributes.PriorityInheritance),
    ];

    /// <summary>The locks of .NET.</summary>
    internal static IReadOnlyList<MeasuredLock> DotNet { get; } = [.. DotNetLock.Names.Select(name => new MeasuredLock($".NET {name}", use => DotNetLock.Futexes(name, use)))];

    /// <summary>All of them.</summary>
    internal static IReadOnlyList<MeasuredLock> All { get; } = [.. Libc, .. DotNet];

    /// <summary>The operation of a futex call, as the man page names it: FUTEX_WAIT_PRIVATE.</summary>
    internal static string Operation(SystemCall call) => call.Argument("futex_op")!.Text;

    /// <summary>Whether a futex call is one to sleep.</summary>
    internal static bool IsWait(SystemCall call) => Operation(call) is var name && (name.StartsWith("FUTEX_WAIT", StringComparison.Ordinal) || name.StartsWith("FUTEX_LOCK_PI", StringComparison.Ordinal));

    private static MeasuredLock Of(string name, MutexAttributes attributes) => new(name, use => LibcLock.Futexes(attributes, use));
}
