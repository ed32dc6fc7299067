namespace Ipc.ProcFs;

/// <summary>How a page of one process stands to the same page of another.</summary>
public enum PageRelation
{
    /// <summary>It is not in memory: nobody has touched it, or it was given back.</summary>
    NotPresent,

    /// <summary>Both processes map the same frame.</summary>
    Shared,

    /// <summary>The process has a frame of its own for it: a copy, or a page that the other does not have.</summary>
    Own,

    /// <summary>It is in swap.</summary>
    Swapped,
}
