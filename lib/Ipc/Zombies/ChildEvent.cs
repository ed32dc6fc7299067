namespace Ipc.Zombies;

/// <summary>Why SIGCHLD was sent: si_code of sigaction(2), by its C names.</summary>
/// <seealso href="https://man7.org/linux/man-pages/man2/sigaction.2.html"/>
public enum ChildEvent
{
    /// <summary>Another process sent the signal by kill(2).</summary>
    SI_USER = 0,

    /// <summary>The child called exit.</summary>
    CLD_EXITED = 1,

    /// <summary>A signal ended the child.</summary>
    CLD_KILLED = 2,

    /// <summary>A signal ended the child, and a core file was written.</summary>
    CLD_DUMPED = 3,

    /// <summary>A traced child has trapped.</summary>
    CLD_TRAPPED = 4,

    /// <summary>A signal stopped the child.</summary>
    CLD_STOPPED = 5,

    /// <summary>SIGCONT let the stopped child go on.</summary>
    CLD_CONTINUED = 6,
}
