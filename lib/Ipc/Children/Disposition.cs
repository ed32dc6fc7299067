namespace Ipc.Children;

/// <summary>What a signal does to a process: the dispositions of signal(7).</summary>
public enum Disposition
{
    /// <summary>SIG_DFL: what signal(7) lists for the signal. For SIGCHLD that is to do nothing, and zombies stay.</summary>
    Default,

    /// <summary>SIG_IGN, set explicitly. For SIGCHLD it means that children leave no zombies.</summary>
    Ignore,

    /// <summary>A handler that notes each signal it takes.</summary>
    Handler,

    /// <summary>SIG_DFL with SA_NOCLDWAIT: for SIGCHLD, children leave no zombies.</summary>
    NoChildWait,
}
