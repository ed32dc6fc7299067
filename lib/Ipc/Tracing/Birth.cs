namespace Ipc.Tracing;

/// <summary>How a traced process or thread came to be.</summary>
public enum Birth
{
    /// <summary>The laboratory made it: the first process of a trace.</summary>
    Laboratory,

    /// <summary>fork(2), or a clone that ends with SIGCHLD and does not suspend its maker.</summary>
    Fork,

    /// <summary>vfork(2), or a clone with CLONE_VFORK.</summary>
    Vfork,

    /// <summary>Another clone(2) or clone3(2) of a process.</summary>
    Clone,

    /// <summary>A clone with CLONE_THREAD: a thread of the same process.</summary>
    Thread,
}
