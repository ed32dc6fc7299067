namespace Ipc.Tracing;

/// <summary>One traced thread, as its tracer knows it.</summary>
internal sealed class Tracee(int pid, int tid, int parent)
{
    /// <summary>The process that it belongs to.</summary>
    internal int Pid { get; } = pid;

    /// <summary>Its own id; after an exec that of its process.</summary>
    internal int Tid { get; } = tid;

    /// <summary>The parent of its process, as /proc told when the tracer first heard of it.</summary>
    internal int Parent { get; } = parent;

    /// <summary>Its beginning is recorded.</summary>
    internal bool Announced { get; set; }

    /// <summary>When it first stopped for its tracer; <c>null</c> before.</summary>
    internal MonotonicTime? FirstSeen { get; set; }

    /// <summary>The call that it is in, or <c>null</c>.</summary>
    internal OpenCall? Call { get; set; }

    /// <summary>The call that it is in is one of the laboratory's own, which no trace shows.</summary>
    internal bool InOwnCall { get; set; }

    /// <summary>The name of the last call that it left; empty before the first.</summary>
    internal string LastName { get; set; } = "";

    /// <summary>The last call, while it is not known yet which signal broke it off.</summary>
    internal OpenCall? BrokenOff { get; set; }
}
