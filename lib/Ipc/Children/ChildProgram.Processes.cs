using System.Runtime.InteropServices;
using Ipc.Children.Interpreter;
using Ipc.Native;

namespace Ipc.Children;

/// <content>Processes: nested forks, exec, wait, identity, exit.</content>
public sealed partial class ChildProgram
{
    /// <summary>Ends the process: exit_group(2), with no clean-up of libc's.</summary>
    /// <param name="code">The exit code; the parent sees its low eight bits.</param>
    public void Exit(Operand code)
    {
        Emit(Op.Exit, [code], step: new StepDescription("_exit", "_exit({0})"));
        terminated = true;
    }

    /// <summary>Ends only the calling thread: the exit(2) system call itself.</summary>
    /// <param name="code">The exit code.</param>
    public void ExitThread(Operand code)
    {
        Emit(Op.ExitThread, [code], step: new StepDescription("exit", "exit({0})"));
        terminated = true;
    }

    /// <summary>Forks in the child. The new process has the values as they were, and runs the body, which must exit.</summary>
    /// <param name="name">What the trace calls the new process.</param>
    /// <param name="body">Records the new process's steps.</param>
    /// <param name="survivesParent">It lives on when the process that forked it ends; otherwise it is killed then. The laboratory ends it in either case.</param>
    /// <returns>The new process's id, in the process that forked.</returns>
    /// <seealso href="https://man7.org/linux/man-pages/man2/fork.2.html"/>
    public Value Fork(string name, Action body, bool survivesParent = false)
    {
        ArgumentNullException.ThrowIfNull(body);
        processNames.Add(name);
        var pid = Emit(Op.Fork, [processNames.Count - 1, survivesParent ? 0 : 1], Libc.Address("fork"), Instruction.Flag.IntResult, new StepDescription("fork", "fork()"));
        var past = Branch(Op.JumpIfZero, IsZero(pid));
        Nested(name, body);
        past.Target = instructions.Count;
        return pid;
    }

    /// <summary>Starts a thread in the child's process; it has no values of its parent and must end with <see cref="ExitThread"/> or <see cref="Exit"/>.</summary>
    /// <param name="body">Records the thread's steps. Its errno is shared with the other threads of the child.</param>
    /// <returns>The thread's id.</returns>
    public Value Thread(Action body)
    {
        ArgumentNullException.ThrowIfNull(body);
        var (stack, argument) = StartOfNested(-1);
        var tid = Emit(Op.Thread, [stack, argument], ChildCode.ThreadEntry, Instruction.Flag.IntResult, new StepDescription("clone", "clone(thread)"));
        var past = Branch(Op.Jump);
        ThreadBody(body);
        past.Target = instructions.Count;
        return tid;
    }

    /// <summary>Replaces the process by another program. It returns only when it fails; then the parent's <see cref="ChildProcess.Wait"/> throws.</summary>
    /// <param name="path">The program's file.</param>
    /// <param name="arguments">Its arguments, without the name in front.</param>
    /// <param name="environment">Its environment as NAME=value; <c>null</c> for the parent's.</param>
    /// <param name="name">The name in front of its arguments, argv[0]; <c>null</c> for the path.</param>
    /// <seealso href="https://man7.org/linux/man-pages/man2/execve.2.html"/>
    public void Exec(string path, IReadOnlyList<string>? arguments = null, IReadOnlyList<string>? environment = null, string? name = null)
    {
        arguments ??= [];
        var argv = Vector([name ?? path, .. arguments]);
        var envp = Vector(environment ?? CurrentEnvironment());
        var shown = string.Join(" ", arguments.Prepend(path));
        CallStep("execve", $"execve(\"{shown}\")", [Argument.At(Text(path)), Argument.At(argv), Argument.At(envp)], op: Op.Exec);
        terminated = true;
    }

    /// <summary>Waits for a child of the child to end, or to stop where the options say so.</summary>
    /// <param name="pid">Which; −1 for any.</param>
    /// <param name="options">WNOHANG, WUNTRACED, WCONTINUED of wait(2).</param>
    /// <returns>The id and the status, as wait4(2) gave them.</returns>
    public Waited Wait(Operand pid, int options = 0)
    {
        var id = Emit(Op.Wait, [pid, 0, options, 0], Libc.Address("wait4"), Instruction.Flag.IntResult, new StepDescription("wait4", "wait4({0}, &status, {2})"), pair: true);
        return new Waited(id, new Value(this, id.Register + 1));
    }

    /// <summary>Waits until a child of the child has ended, and leaves it a zombie: waitid(2) with WNOWAIT.</summary>
    /// <param name="pid">Which.</param>
    /// <returns>0; or −1 with ECHILD when there is no such child, or it ended and left no zombie.</returns>
    /// <seealso href="https://man7.org/linux/man-pages/man2/waitid.2.html"/>
    public Value WaitUntilEnded(Operand pid)
    {
        const int P_PID = 1, WEXITED = 4, WNOWAIT = 0x1000000, SigInfoBytes = 128;
        return CallStep("waitid", "waitid(P_PID, {1}, &info, WEXITED|WNOWAIT)", [P_PID, pid, Argument.At(Offset(new byte[SigInfoBytes])), WEXITED | WNOWAIT]);
    }

    /// <summary>The process id of the caller.</summary>
    public Value GetPid() => CallStep("getpid", "getpid()", []);

    /// <summary>The process id of the caller's parent, which changes when the parent ends.</summary>
    public Value GetParentPid() => CallStep("getppid", "getppid()", []);

    /// <summary>The thread id of the caller.</summary>
    public Value GetThreadId() => CallStep("gettid", "gettid()", []);

    /// <summary>Starts a new session with the caller as its leader: setsid(2).</summary>
    public Value SetSession() => CallStep("setsid", "setsid()", []);

    /// <summary>Moves a process into a process group: setpgid(2).</summary>
    /// <param name="pid">Which process; 0 for the caller.</param>
    /// <param name="group">Which group; 0 for one of the process's own.</param>
    public Value SetProcessGroup(Operand pid, Operand group) => CallStep("setpgid", "setpgid({0}, {1})", [pid, group]);

    /// <summary>Changes the working directory: chdir(2).</summary>
    /// <param name="path">The directory.</param>
    public Value ChangeDirectory(string path) => CallStep("chdir", $"chdir(\"{path}\")", [Argument.At(Text(path))]);

    /// <summary>Lets the caller and its later children run on one CPU only: sched_setaffinity(2).</summary>
    /// <param name="cpu">The CPU's number, from 0.</param>
    public Value PinTo(int cpu)
    {
        var set = Sched.SetOf(cpu);
        return CallStep("sched_setaffinity", $"sched_setaffinity(0, {{1}}, CPU {cpu})", [0, set.Length, Argument.At(Offset(set))]);
    }

    /// <summary>Changes the user: setuid(2).</summary>
    /// <param name="uid">The user id.</param>
    public Value SetUser(Operand uid) => CallStep("setuid", "setuid({0})", [uid]);

    /// <summary>Changes the group: setgid(2).</summary>
    /// <param name="gid">The group id.</param>
    /// <seealso href="https://man7.org/linux/man-pages/man2/setgid.2.html"/>
    public Value SetGroup(Operand gid) => CallStep("setgid", "setgid({0})", [gid]);

    /// <summary>Leaves all supplementary groups: setgroups(2) with none.</summary>
    /// <returns>0, or -1 with EPERM: only root may.</returns>
    /// <seealso href="https://man7.org/linux/man-pages/man2/setgroups.2.html"/>
    public Value ClearGroups() => CallStep("setgroups", "setgroups(0, NULL)", [0, 0]);

    /// <summary>Moves the caller, and with NewPid its later children, into new namespaces: unshare(2).</summary>
    /// <param name="what">NewUser, NewPid, NewMounts, or several.</param>
    /// <seealso href="https://man7.org/linux/man-pages/man2/unshare.2.html"/>
    public Value Unshare(CloneFlags what) => CallStep("unshare", $"unshare({what})", [(Operand)(long)what]);

    /// <summary>prctl(2).</summary>
    /// <param name="option">The PR_* number.</param>
    /// <param name="argument">Its first argument.</param>
    public Value Prctl(int option, Operand argument) => CallStep("prctl", "prctl({0}, {1})", [option, argument, 0, 0, 0]);

    /// <summary>The caller is killed when its parent ends: PR_SET_PDEATHSIG. A child starts so; it loses it when it changes its user.</summary>
    public Value KillWithParent() => Prctl(1, (int)Signal.SIGKILL);

    /// <summary>The caller adopts the orphans among its descendants: PR_SET_CHILD_SUBREAPER.</summary>
    public Value BecomeSubreaper() => CallStep("prctl", "prctl({0}, {1})", [36, 1, 0, 0, 0]);

    /// <summary>Whatever ends the caller leaves no core file: it would be of use to nobody. A limit of 1 says so also where core_pattern is a pipe to a program, for which 0 is no limit (core(5)).</summary>
    internal void ForbidCoreFile() => SetLimit(Resource.RLIMIT_CORE, 1);

    /// <summary>Sets a soft and hard limit for the caller and its later children: setrlimit(2).</summary>
    /// <param name="resource">The RLIMIT_* number; 6 is RLIMIT_NPROC.</param>
    /// <param name="limit">The limit.</param>
    public Value SetLimit(int resource, long limit)
    {
        var bytes = new byte[16];
        MemoryMarshal.Write(bytes, limit);
        MemoryMarshal.Write(bytes.AsSpan(8), limit);
        return CallStep("setrlimit", $"setrlimit({{0}}, {limit})", [resource, Argument.At(Offset(bytes))]);
    }

    /// <summary>The environment of this process, as execve takes it.</summary>
    internal static List<string> CurrentEnvironment() =>
        [.. Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>().Select(entry => $"{entry.Key}={entry.Value}")];

    private int Vector(IReadOnlyList<string> texts)
    {
        var offsets = texts.Select(Text).ToArray();
        var vector = Offset(new byte[8 * (texts.Count + 1)]);
        vectors.Add((vector, offsets));
        return vector;
    }
}
