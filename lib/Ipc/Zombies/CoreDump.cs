using Ipc.Children;
using Ipc.Leftovers;
using Ipc.Native;
using Ipc.ProcFs;

namespace Ipc.Zombies;

/// <summary>A child that SIGQUIT ends in a directory of its own, where its core file would be written.</summary>
internal static class CoreDump
{
    private const int RLIMIT_CORE = 4;
    private const long RLIM_INFINITY = -1;

    /// <summary>Lets a shell end itself by SIGQUIT. The core flag should be there if and only if a core file is.</summary>
    /// <returns><c>null</c> where the machine hands core files to a program or another directory: the experiment would leave one there.</returns>
    /// <seealso href="https://man7.org/linux/man-pages/man5/core.5.html"/>
    internal static StatusInteger? Observe()
    {
        if (ProcFile.ReadText("/proc/sys/kernel/core_pattern").AsSpan().IndexOfAny('|', '/') >= 0)
        {
            return null;
        }

        using var scratch = Scratch.Create("core");
        bool Written() => Directory.EnumerateFiles(scratch.Path).Any();
        var seen = StatusInteger.Observe("SIGQUIT", () => new ExitStatus.Signaled(Signal.SIGQUIT, Written()), c =>
        {
            c.ChangeDirectory(scratch.Path);
            c.SetLimit(RLIMIT_CORE, RLIM_INFINITY);
            c.Exec("/bin/sh", ["-c", "kill -QUIT $$"]);
        });
        return seen with { Happened = Written() ? "SIGQUIT, with a core file" : "SIGQUIT, without a core file" };
    }
}
