using Ipc.Children;

namespace Ipc.Commands;

/// <summary>What a POSIX shell makes of a status: the number in <c>$?</c>.</summary>
/// <seealso href="https://man7.org/linux/man-pages/man1/sh.1p.html"/>
public static class ShellStatus
{
    /// <summary>The number that <c>$?</c> would have: the exit code, or 128 and the signal that ended the program.</summary>
    /// <param name="status">How a program ended, or stopped.</param>
    public static int Of(ExitStatus status) => status switch
    {
        ExitStatus.Exited exited => exited.Code,
        ExitStatus.Signaled signaled => 128 + (int)signaled.Signal,
        ExitStatus.Stopped stopped => 128 + (int)stopped.Signal,
        _ => 0,
    };
}
