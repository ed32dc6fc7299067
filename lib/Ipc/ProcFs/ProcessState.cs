namespace Ipc.ProcFs;

/// <summary>What a process does at the moment: the letter in /proc/PID/stat.</summary>
/// <seealso href="https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html"/>
public enum ProcessState
{
    /// <summary>A letter that this table does not know.</summary>
    Unknown = 0,

    /// <summary>R: running, or ready to run.</summary>
    Running = 'R',

    /// <summary>S: asleep, until something happens or a signal comes.</summary>
    Sleeping = 'S',

    /// <summary>D: asleep where signals do not reach it, usually for a disk.</summary>
    Uninterruptible = 'D',

    /// <summary>T: stopped by a signal.</summary>
    Stopped = 'T',

    /// <summary>t: stopped by a tracer.</summary>
    Traced = 't',

    /// <summary>Z: ended, and not yet waited for.</summary>
    Zombie = 'Z',

    /// <summary>X: ended, and about to disappear.</summary>
    Dead = 'X',

    /// <summary>I: a kernel thread with nothing to do.</summary>
    Idle = 'I',
}
