namespace Ipc.Measurement.Creation;

/// <summary>What a new process does before it is waited for.</summary>
public enum NewProcess
{
    /// <summary>It ends at once: _exit(2).</summary>
    Exits,

    /// <summary>It becomes another program, which does nothing and ends: execve(2) of /bin/true.</summary>
    Execs,
}
