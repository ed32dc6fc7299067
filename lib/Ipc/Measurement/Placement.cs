namespace Ipc.Measurement;

/// <summary>Where the two processes of a measurement run.</summary>
public enum Placement
{
    /// <summary>Both on one CPU: they never run at the same time, and every message costs a context switch.</summary>
    OneCpu,

    /// <summary>Each on a CPU of its own: to wake the other takes an interrupt to its CPU, unless it spins.</summary>
    TwoCpus,

    /// <summary>Wherever the scheduler puts them, and it may move them: what most programs do, and no good measurement.</summary>
    Unpinned,
}
