using Ipc.Children;
using Ipc.Commands;
using Ipc.Native;
using Ipc.ProcFs;

namespace Ipc.Pipes;

/// <summary>What reached a program through its command line, and what through its standard input.</summary>
/// <param name="Arguments">The arguments that it was executed with, behind those that make it run the script.</param>
/// <param name="IntoPipe">The line that was written into the pipe on its standard input; empty for none.</param>
/// <param name="CommandLine">The same arguments as /proc/PID/cmdline showed them before anything was written into the pipe.</param>
/// <param name="WaitedIn">The system call that it slept in at that time, with the kernel's function; <c>null</c> where /proc does not tell.</param>
/// <param name="GotAsArguments">What the program itself found as arguments.</param>
/// <param name="GotFromInput">What the program itself read from descriptor 0.</param>
public sealed record ProgramInput(
    string Arguments,
    string IntoPipe,
    [property: Column("/proc/PID/cmdline")] string CommandLine,
    string? WaitedIn,
    [property: Column("program's arguments")] string GotAsArguments,
    [property: Column("program's standard input")] string GotFromInput) : IObservation
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);
    private const string Script = "read -r line; echo \"$*\"; echo \"$line\"";

    /// <summary>Executes a shell script that prints its arguments and one line of its standard input.</summary>
    /// <param name="arguments">Its arguments, separated by single spaces; empty for none.</param>
    /// <param name="intoPipe">The line for the pipe on its standard input; empty closes the pipe with nothing in it.</param>
    /// <exception cref="PosixException">There is no /bin/sh.</exception>
    /// <exception cref="TimeoutException">The shell did not come to read in time.</exception>
    /// <seealso href="https://man7.org/linux/man-pages/man2/execve.2.html"/>
    public static ProgramInput Observe(string arguments, string intoPipe)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(intoPipe);
        string[] front = ["-c", Script, "sh"];
        using var pipe = Pipe.Create();
        using var child = Fork.Start(c =>
        {
            c.Dup2(pipe.ReadEnd, 0);
            c.Exec("/bin/sh", [.. front, .. arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
        });
        var (line, call) = WaitUntilItReads(child.Pid);
        if (intoPipe.Length > 0)
        {
            pipe.WriteEnd.Write(intoPipe + "\n");
        }

        pipe.WriteEnd.Close();
        child.Wait();
        var printed = child.Output.StandardOutput.Split('\n');
        return new ProgramInput(arguments, intoPipe, string.Join(' ', line.Skip(front.Length + 1)), call, printed[0], printed.ElementAtOrDefault(1) ?? "");
    }

    /// <summary>Waits until the program has been executed and sleeps in read(2) of descriptor 0, where /proc tells.</summary>
    private static (IReadOnlyList<string> CommandLine, string? Call) WaitUntilItReads(int pid)
    {
        IReadOnlyList<string> line = [];
        KernelWait? wait = null;
        var reads = SpinWait.SpinUntil(
            () =>
            {
                line = Commands.CommandLine.Of(pid);
                wait = ReadableWait(pid);
                var sleeps = ProcessStat.Find(pid)?.State is ProcessState.Sleeping or ProcessState.Zombie or null;
                return line.Contains(Script) && sleeps && (wait is null || IsRead(wait));
            },
            Patience);
        if (!reads)
        {
            throw new TimeoutException($"the shell did not read within {Patience.TotalSeconds} s");
        }

        // The kernel names the function only of a process that sleeps; the first look may have come a moment too early.
        wait = ReadableWait(pid) ?? wait;
        return (line, wait is null ? null : IsRead(wait) ? $"read(0, …){(wait.Function.Length > 0 ? $" in {wait.Function}" : "")}" : $"system call {wait.SystemCall}");
    }

    private static bool IsRead(KernelWait wait) => wait.SystemCall == SystemCallNumbers.Read && wait.Arguments[0] == 0;

    private static KernelWait? ReadableWait(int pid)
    {
        try
        {
            return KernelWait.Of(pid);
        }
        catch (PosixException e) when (e.Errno is Errno.EPERM or Errno.EACCES or Errno.ENOENT or Errno.ENOSYS)
        {
            return null;
        }
    }
}
