namespace Ipc.Children;

/// <summary>What a cloned process shares with its maker: the CLONE_* flags of clone(2).</summary>
[Flags]
public enum CloneFlags
{
    /// <summary>Nothing shared: as fork.</summary>
    None = 0,

    /// <summary>CLONE_VM: the same memory.</summary>
    VM = 0x100,

    /// <summary>CLONE_FS: the same root, working directory and umask.</summary>
    FileSystem = 0x200,

    /// <summary>CLONE_FILES: the same descriptor table.</summary>
    Files = 0x400,

    /// <summary>CLONE_SIGHAND: the same table of signal handlers.</summary>
    SignalHandlers = 0x800,

    /// <summary>CLONE_VFORK: the maker waits until the child exits or execs.</summary>
    Vfork = 0x4000,

    /// <summary>CLONE_PARENT: the maker's parent becomes the parent.</summary>
    Parent = 0x8000,

    /// <summary>CLONE_THREAD: a thread of the same process.</summary>
    Thread = 0x10000,

    /// <summary>CLONE_NEWUSER: a new user namespace.</summary>
    NewUser = 0x10000000,

    /// <summary>CLONE_NEWNS: a mount namespace of its own, which begins with a copy of the maker's mounts.</summary>
    NewMounts = 0x20000,

    /// <summary>CLONE_NEWPID: a new pid namespace.</summary>
    NewPid = 0x20000000,
}
