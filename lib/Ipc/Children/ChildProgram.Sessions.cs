using Ipc.Native;

namespace Ipc.Children;

/// <content>Sessions and terminals. <see cref="SetSession"/> and <see cref="SetProcessGroup"/> are among the processes.</content>
public sealed partial class ChildProgram
{
    /// <summary>The session of a process: getsid(2).</summary>
    /// <param name="pid">Which process; 0 for the caller.</param>
    public Value GetSession(Operand pid) => CallStep("getsid", "getsid({0})", [pid]);

    /// <summary>The process group of a process: getpgid(2).</summary>
    /// <param name="pid">Which process; 0 for the caller.</param>
    public Value GetProcessGroup(Operand pid) => CallStep("getpgid", "getpgid({0})", [pid]);

    /// <summary>Whether a descriptor is a terminal: isatty(3).</summary>
    /// <param name="descriptor">Which.</param>
    /// <returns>1, or 0 with ENOTTY.</returns>
    public Value IsTerminal(Operand descriptor)
    {
        RequireOpen(descriptor, "isatty");
        return CallStep("isatty", "isatty({0})", [descriptor]);
    }

    /// <summary>Makes a terminal the controlling terminal of the caller's session: ioctl(2) with TIOCSCTTY. The caller must lead a session that has none yet.</summary>
    /// <param name="terminal">A descriptor of the terminal, opened with O_NOCTTY: without that flag open(2) does it by itself.</param>
    /// <returns>0, or −1: EPERM where the caller leads no session, or another session has the terminal.</returns>
    /// <seealso href="https://man7.org/linux/man-pages/man2/TIOCSCTTY.2const.html"/>
    public Value SetControllingTerminal(Operand terminal)
    {
        RequireOpen(terminal, "ioctl");
        return CallStep("ioctl", "ioctl({0}, TIOCSCTTY, 0)", [terminal, Ioctl.TIOCSCTTY, 0]);
    }

    /// <summary>Makes a process group the foreground group of the caller's terminal: tcsetpgrp(3). From the background it raises SIGTTOU.</summary>
    /// <param name="terminal">A descriptor of the terminal.</param>
    /// <param name="group">The group, of the same session.</param>
    /// <seealso href="https://man7.org/linux/man-pages/man3/tcsetpgrp.3.html"/>
    public Value SetForeground(Operand terminal, Operand group) => CallStep("tcsetpgrp", "tcsetpgrp({0}, {1})", [terminal, group]);

    /// <summary>The foreground group of the caller's terminal: tcgetpgrp(3).</summary>
    /// <param name="terminal">A descriptor of the terminal.</param>
    public Value GetForeground(Operand terminal) => CallStep("tcgetpgrp", "tcgetpgrp({0})", [terminal]);
}
