namespace Ipc.Children.Interpreter;

/// <summary>What an instruction of a child program does.</summary>
internal enum Op
{
    /// <summary>Calls a libc function with up to six integers and keeps the result.</summary>
    Call,

    /// <summary>Makes a system call by its number, with up to five arguments.</summary>
    SystemCall,

    /// <summary>Makes the system call futex with all its six arguments.</summary>
    Futex,

    /// <summary>As <see cref="Call"/>, for fork: the child starts a new trace of its own name.</summary>
    Fork,

    /// <summary>As <see cref="Fork"/>, for libc's vfork: the child runs on its parent's stack until it exits or execs.</summary>
    Vfork,

    /// <summary>Makes a process with clone(2) that runs from another instruction on a stack of its own.</summary>
    Clone,

    /// <summary>As <see cref="Call"/>, for wait4: the status is kept beside the result.</summary>
    Wait,

    /// <summary>As <see cref="Call"/>, for an exec: it returns only when it failed, and then the process exits with 127.</summary>
    Exec,

    /// <summary>Starts a thread of the same process that runs from another instruction.</summary>
    Thread,
    Exit,
    ExitThread,
    Load,
    Store,
    FetchAdd,
    CompareExchange,
    Exchange,
    SpinUntilEqual,

    /// <summary>Uses so many nanoseconds of CPU time.</summary>
    Compute,

    /// <summary>The time on CLOCK_MONOTONIC, in nanoseconds.</summary>
    Now,
    Move,
    Add,
    Subtract,
    Equal,
    NotEqual,
    Less,
    Greater,
    Jump,
    JumpIfZero,

    /// <summary>Runs a region of the program that was compiled before the child was made, and goes on behind it.</summary>
    Compiled,

    /// <summary>Returns to the caller: only in the parent, to have the interpreter compiled before the first fork.</summary>
    Return,
}
