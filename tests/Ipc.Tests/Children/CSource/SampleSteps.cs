using Ipc.Children;
using Ipc.Sockets;

namespace Ipc.Tests.Children.CSource;

/// <summary>Programs of different kinds, for which steps and C are compared.</summary>
internal static partial class SampleSteps
{
    /// <summary>The same in all runs; a path would be gone by the time that the C program runs.</summary>
    private static readonly SocketName AbstractName = SocketName.Abstract("sample");

    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(2);

    /// <summary>
    /// What differs for a reason. The laboratory's process has started threads and set handlers before, and its children inherit
    /// what that left: the first pthread_create of a process installs a handler and maps a stack, a later one may find one to use again;
    /// posix_spawn sets back what it finds.
    /// </summary>
    internal static IReadOnlyDictionary<string, IReadOnlyList<string>> Differences { get; } = new Dictionary<string, IReadOnlyList<string>>
    {
        ["a thread by pthread_create"] = ["rt_sigaction", "rt_sigprocmask", "mmap", "mprotect", "getrandom", "brk"],
        ["posix_spawn"] = ["rt_sigaction"],
        ["POSIX semaphores"] = ["getrandom", "brk"], // sem_open is the first in the C program to ask malloc for memory
    };

    /// <summary>The programs by name.</summary>
    internal static IReadOnlyDictionary<string, Func<ParentsThings, Action<ChildProgram>>> All { get; } =
        new[] { Processes, FilesAndLoops, Threads, Signals, Sockets, Memory, QueuesAndSemaphores }.SelectMany(some => some).ToDictionary();
}
