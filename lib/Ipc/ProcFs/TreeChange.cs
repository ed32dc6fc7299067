namespace Ipc.ProcFs;

/// <summary>What became of a process between two moments.</summary>
public enum TreeChange
{
    /// <summary>Nothing that the tree shows.</summary>
    None,

    /// <summary>It was not there before.</summary>
    Appeared,

    /// <summary>It is not there any more.</summary>
    Gone,

    /// <summary>Its state, parent, group, session, terminal or command is another one.</summary>
    Changed,
}
