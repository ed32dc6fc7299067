using System.Runtime.InteropServices;
using Ipc.Children;
using Ipc.Commands;
using Ipc.Native;
using Ipc.Pipes;
using Ipc.ProcFs;

namespace Ipc.Zombies;

/// <summary>What a child leaves whose parent has become a program that never waits, by what SIGCHLD was set to when the program was executed.</summary>
/// <param name="Program">The program's file, as /proc/PID/exe named it.</param>
/// <param name="Compiler">What the file says that it was compiled with; <c>null</c> where it does not tell.</param>
/// <param name="SigChild">What SIGCHLD was set to do before the exec.</param>
/// <param name="Ignored">Whether the running program ignored SIGCHLD.</param>
/// <param name="State">What was left of the child after its death; <c>null</c> for nothing.</param>
/// <param name="ReapedByAdopter">Whether the process that adopts orphans got its status, once the program itself was dead.</param>
/// <param name="StateAfterProgram">What was left of the child then.</param>
public sealed record InheritedDisposition(
    string Program,
    string? Compiler,
    [property: Column("SIGCHLD at exec")] Disposition SigChild,
    [property: Column("then ignored")] bool Ignored,
    [property: Column("left of the child")] ProcessState? State,
    [property: Column("adopter got its status")] bool ReapedByAdopter,
    [property: Column(Hidden = true)] ProcessState? StateAfterProgram) : IObservation
{
    /// <summary>Whether the child stayed a zombie while the program lived.</summary>
    [Column(Hidden = true)]
    public bool LeftZombie => State == ProcessState.Zombie;

    /// <summary>Whether clang, the C and C++ compiler of LLVM, compiled the program.</summary>
    [Column(Hidden = true)]
    public bool IsCompiledWithLlvm => CompilerOf.IsClang(Compiler);

    /// <summary>The programs that the experiment can use here: sleep, and the dotnet host, which Microsoft compiles with clang.</summary>
    public static IReadOnlyList<Command> Programs =>
        [Command.Of("sleep", "600"), .. DotnetHost is { } host ? [Command.Of(host)] : Array.Empty<Command>()];

    private static string? DotnetHost =>
        Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet")) is var host && File.Exists(host) ? host : null;

    /// <summary>A process forks a child, sets SIGCHLD and executes the program; then the child ends, and then the program.</summary>
    /// <param name="program">A program that does not end by itself, or that writes: nobody reads its output, and it waits for ever.</param>
    /// <param name="disposition">Default or ignore.</param>
    /// <exception cref="PosixException">The program could not be executed.</exception>
    /// <seealso href="https://man7.org/linux/man-pages/man2/execve.2.html"/>
    public static InheritedDisposition Observe(Command program, Disposition disposition)
    {
        ArgumentNullException.ThrowIfNull(program);
        var file = program.FindFile();
        using var unread = Pipe.Create(nonBlocking: true);
        while (unread.TryWrite(new byte[Pipe.AtomicBytes]) is not null)
        {
            // Fills it, so that a program that writes into it waits.
        }

        Unistd.Checked("fcntl", "F_SETFL", () => Unistd.Fcntl(unread.WriteEnd.Number, Unistd.F_SETFL, 0));
        using var executed = Pipe.Create();
        using var end = Pipe.Create();
        using var looking = new Checkpoint();
        Value? forkProgram = null;
        Value? forkChild = null;
        Value? reap = null;
        using var root = Fork.Start(c =>
        {
            c.BecomeSubreaper();
            c.Inherit(unread.ReadEnd);
            forkProgram = c.Fork("program", () =>
            {
                forkChild = c.Fork("child", () =>
                {
                    c.Close(executed.WriteEnd);
                    c.Read(end.ReadEnd, 1);
                    c.Exit(7);
                }, survivesParent: true);
                c.SetDisposition(Signal.SIGCHLD, disposition);
                c.Dup2(unread.WriteEnd, 1);
                c.Dup2(unread.WriteEnd, 2);
                c.Exec(file, program.Arguments);
            });
            c.Close(executed.WriteEnd);
            c.Wait(forkProgram);
            c.While(() => (reap = c.Wait(-1).Pid) > 0, () => { });
            looking.Stop(c);
            c.Exit(0);
        });
        executed.WriteEnd.Close();
        executed.ReadEnd.Read(1); // End of file: the program has been executed, and the exec closed the last write end.
        var programPid = (int)root.StepsOf(forkProgram!)[0].Result;
        var childPid = (int)root.StepsOf(forkChild!)[0].Result;
        var path = ProcFile.ReadLink($"/proc/{programPid}/exe");
        var ignored = ProcessStatus.Of(programPid).Ignored.Contains(Signal.SIGCHLD);
        end.WriteEnd.Write("!");
        var dead = ProcessRemains.OnceDead(childPid);
        _ = SystemWait.Kill(programPid, (int)Signal.SIGKILL);
        var later = looking.Look(root, () => ProcessRemains.Of(childPid));
        root.Wait();
        return new InheritedDisposition(path, CompilerOf.File(path), disposition, ignored, dead.State, root.StepsOf(reap!).Any(step => step.Result == childPid), later.State);
    }
}
