using Ipc.Children.Interpreter;
using Ipc.Native;
using Ipc.Tracing.Decoding;

namespace Ipc.Children;

/// <content>The other ways to make a process or thread: vfork, clone, posix_spawn, pthread_create. <see cref="Fork"/> is among the processes.</content>
public sealed partial class ChildProgram
{
    private const int NestedStackBytes = 64 * 1024, StartArgumentBytes = 16;

    /// <summary>Calls libc's vfork in the child. The new process has the values as they were and the caller's own memory; the caller goes on when it has exited or exec'd.</summary>
    /// <param name="name">What the trace calls the new process.</param>
    /// <param name="body">Records the new process's steps, which must end with <see cref="Exit"/> or <see cref="Exec"/>.</param>
    /// <returns>The new process's id, in the process that called.</returns>
    /// <seealso href="https://man7.org/linux/man-pages/man2/vfork.2.html"/>
    public Value Vfork(string name, Action body)
    {
        ArgumentNullException.ThrowIfNull(body);
        processNames.Add(name);
        var pid = Emit(Op.Vfork, [processNames.Count - 1, 1], Libc.Address("vfork"), Instruction.Flag.IntResult, new StepDescription("vfork", "vfork()"));
        var past = Branch(Op.JumpIfZero, IsZero(pid));
        Nested(name, body);
        past.Target = instructions.Count;
        return pid;
    }

    /// <summary>Calls clone(2) in the child. The new process runs on a stack of its own and has no values of its maker.</summary>
    /// <param name="flags">What it shares with its maker; SIGCHLD is added. What shares memory must suspend its maker, too: <see cref="CloneFlags.VM"/> goes with <see cref="CloneFlags.Vfork"/>.</param>
    /// <param name="name">What the trace calls the new process.</param>
    /// <param name="body">Records the new process's steps, which must exit.</param>
    /// <returns>The new process's id, in the process that called.</returns>
    /// <exception cref="InvalidOperationException">The flags would have both run on one thread's local storage at once, or make a thread.</exception>
    /// <seealso href="https://man7.org/linux/man-pages/man2/clone.2.html"/>
    public Value Clone(CloneFlags flags, string name, Action body)
    {
        ArgumentNullException.ThrowIfNull(body);
        if ((flags & CloneFlags.Thread) != 0 || (flags & (CloneFlags.VM | CloneFlags.Vfork)) == CloneFlags.VM)
        {
            throw new InvalidOperationException("CLONE_VM needs CLONE_VFORK here, or both would run on one thread's local storage; a thread is started with Thread or PosixThread");
        }

        processNames.Add(name);
        var (stack, argument) = StartOfNested(processNames.Count - 1);
        var pid = Emit(
            Op.Clone,
            [stack, argument, (Operand)((long)flags | (long)Signal.SIGCHLD)],
            ChildCode.NestedEntry,
            Instruction.Flag.IntResult,
            new StepDescription("clone", $"clone({ProcessFlags.Clone.Flags((long)flags)})"));
        var past = Branch(Op.Jump);
        Nested(name, body);
        past.Target = instructions.Count;
        return pid;
    }

    /// <summary>Starts another program in a process of its own, by posix_spawn(3).</summary>
    /// <param name="path">The program's file.</param>
    /// <param name="arguments">Its arguments, without the name in front.</param>
    /// <returns>The new process's id; 0 where it could not be started.</returns>
    /// <seealso href="https://man7.org/linux/man-pages/man3/posix_spawn.3.html"/>
    public Value PosixSpawn(string path, params IReadOnlyList<string> arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        var pid = Offset(new byte[sizeof(long)]);
        CallStep(
            "posix_spawn",
            $"posix_spawn(&pid, \"{string.Join(' ', arguments.Prepend(path))}\")",
            [Argument.At(pid), Argument.At(Text(path)), 0, 0, Argument.At(Vector([path, .. arguments])), Argument.At(Vector(CurrentEnvironment()))]);
        return Emit(Op.Load, [Argument.At(pid)]);
    }

    /// <summary>Starts a thread as C programs do, by pthread_create(3): glibc makes its stack and its own errno. Otherwise as <see cref="Thread"/>.</summary>
    /// <param name="body">Records the thread's steps, which must end with <see cref="ExitThread"/> or <see cref="Exit"/>.</param>
    /// <returns>0, or the number of the error.</returns>
    /// <seealso href="https://man7.org/linux/man-pages/man3/pthread_create.3.html"/>
    public Value PosixThread(Action body)
    {
        ArgumentNullException.ThrowIfNull(body);
        var handle = Offset(new byte[sizeof(long)]);
        var argument = Offset(new byte[StartArgumentBytes]);
        threads.Add((argument, instructions.Count + 2, -1));
        var result = CallStep("pthread_create", "pthread_create(&thread, NULL, run, NULL)", [Argument.At(handle), 0, (Operand)(long)ChildCode.ThreadEntry, Argument.At(argument)]);
        var past = Branch(Op.Jump);
        ThreadBody(body);
        past.Target = instructions.Count;
        return result;
    }

    private (Argument StackTop, Argument Start) StartOfNested(int name)
    {
        var stack = Offset(new byte[NestedStackBytes + 16]);
        var argument = Offset(new byte[StartArgumentBytes]);
        threads.Add((argument, instructions.Count + 2, name));
        return (Argument.At(stack + NestedStackBytes), Argument.At(argument));
    }

    /// <summary>The decision between the two that a fork leaves, which is a part of the fork as a reader sees it.</summary>
    private Value IsZero(Value pid)
    {
        var zero = Emit(Op.Equal, [(Operand)pid, 0]);
        block.RemoveAt(block.Count - 1);
        return zero;
    }

    private void Nested(string name, Action body)
    {
        if (!Body(body, out var statements))
        {
            throw new InvalidOperationException($"the nested process \"{name}\" does not end: its last step must be Exit or Exec on every path");
        }

        GiveBody(name, statements);
    }

    private void ThreadBody(Action body)
    {
        if (!Body(body, out var statements))
        {
            throw new InvalidOperationException("the thread's program does not end: its last step must be ExitThread or Exit on every path");
        }

        GiveBody("thread", statements);
    }
}
