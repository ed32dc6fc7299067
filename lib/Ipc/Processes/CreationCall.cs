using System.Text.RegularExpressions;
using Ipc.Children;
using Ipc.Commands;
using Ipc.Tracing;

namespace Ipc.Processes;

/// <summary>How a library function that makes a process or thread reached the kernel.</summary>
/// <param name="Function">The function that a program called.</param>
/// <param name="Program">The program that called it.</param>
/// <param name="Call">The system call that made the process or thread.</param>
/// <param name="Flags">Its CLONE_* flags and the signal at its end, in the order of their names; empty where the call has none.</param>
/// <param name="Thread">Whether what it made is a thread of the same process.</param>
public sealed partial record CreationCall(
    string Function,
    string Program,
    [property: Column("system call")] string Call,
    IReadOnlyList<string> Flags,
    bool Thread) : IObservation
{
    private static readonly string[] Calls = ["fork", "vfork", "clone", "clone3"];

    /// <summary>libc's fork, called by a child of the laboratory and by a shell.</summary>
    /// <exception cref="Native.PosixException">Tracing is not allowed here.</exception>
    public static IReadOnlyList<CreationCall> OfFork() =>
    [
        First("fork", "child", Trace(c =>
        {
            c.Wait(c.Fork("grandchild", () => c.Exit(0)));
            c.Exit(0);
        })),
        First("fork", "sh", Trace("sh", "-c", "(exit 0); exit 0")),
    ];

    /// <summary>libc's vfork, libc's posix_spawn, and clone with the flags of vfork.</summary>
    /// <exception cref="Native.PosixException">Tracing is not allowed here.</exception>
    public static IReadOnlyList<CreationCall> OfVfork() =>
    [
        First("vfork", "child", Trace(c =>
        {
            c.Wait(c.Vfork("grandchild", () => c.Exit(0)));
            c.Exit(0);
        })),
        First("posix_spawn", "child", Trace(c =>
        {
            c.Wait(c.PosixSpawn("/bin/true"));
            c.Exit(0);
        })),
        First("clone(CLONE_VM|CLONE_VFORK)", "child", Trace(c =>
        {
            c.Wait(c.Clone(CloneFlags.VM | CloneFlags.Vfork, "grandchild", () => c.Exit(0)));
            c.Exit(0);
        })),
    ];

    /// <summary>pthread_create, called by a child of the laboratory, and by the .NET runtime for its own threads.</summary>
    /// <exception cref="Native.PosixException">Tracing is not allowed here.</exception>
    public static IReadOnlyList<CreationCall> OfThread()
    {
        using var done = SharedWord.Create();
        var own = First("pthread_create", "child", Trace(c =>
        {
            c.PosixThread(() =>
            {
                c.Store(done, 1);
                c.ExitThread(0);
            });
            c.SpinUntil(done, 1);
            c.Exit(0);
        }));
        if (Environment.ProcessPath is not { } host || Path.GetFileName(host) != "dotnet")
        {
            return [own];
        }

        // Where there is no SDK, dotnet ends before the runtime has made a thread.
        var version = Trace(host, "--version");
        return version.Threads.Any(one => one.How == Birth.Thread) ? [own, First("pthread_create", "dotnet", version, thread: true)] : [own];
    }

    private static SystemCallTrace Trace(Action<ChildProgram> steps) => SystemCallTracer.Trace(steps, new TraceOptions { Calls = Calls });

    private static SystemCallTrace Trace(string program, params string[] arguments) =>
        SystemCallTracer.Trace(Command.Of(program, arguments), new TraceOptions { Calls = Calls, Deadline = TimeSpan.FromSeconds(30) });

    /// <summary>The first call of a trace that made something.</summary>
    private static CreationCall First(string function, string program, SystemCallTrace trace, bool thread = false)
    {
        var made = trace.Threads.First(one => one.By != 0 && (!thread || one.How == Birth.Thread));
        var call = trace.Calls.First(one => one.Tid == made.By && one.Result == made.Tid);
        return new CreationCall(function, program, call.Name, [.. FlagName().Matches(call.Text).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal)], made.How == Birth.Thread);
    }

    [GeneratedRegex(@"\b(CLONE_[A-Z_]+|SIG[A-Z]+)\b")]
    private static partial Regex FlagName();
}
