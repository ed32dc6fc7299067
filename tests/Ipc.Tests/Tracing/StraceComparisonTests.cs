using Ipc.Commands;
using Ipc.Native;
using Ipc.Tracing;

namespace Ipc.Tests.Tracing;

/// <summary>
/// The laboratory's tracer and strace look at the same programs. Thread by thread they must tell the same calls, in the same order,
/// with the same arguments and results. <see cref="ComparableTrace"/> says what is taken out before, and why.
/// </summary>
public sealed class StraceComparisonTests : IDisposable
{
    private static readonly Lazy<string?> Python = new(() => FindProgram("python3") is null ? null : Command.Of("python3", "-c", "import sys; print(sys.executable)").Run().StandardOutput.Trim());

    private static readonly Lazy<string> Version = new(() => Command.Of("strace", "--version").Run().StandardOutput.Split('\n')[0].Trim());

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("ipc-tests-");

    [Theory]
    [MemberData(nameof(StracePrograms.Shell), MemberType = typeof(StracePrograms))]
    public void A_shell_program_is_told_as_strace_tells_it(string subject, string script) => Compare(subject, [], "sh", "-c", script);

    [Theory]
    [MemberData(nameof(StracePrograms.Python), MemberType = typeof(StracePrograms))]
    public void A_Python_program_is_told_as_strace_tells_it(string subject, string script)
    {
        Assert.SkipWhen(Python.Value is null, "python3 is not installed: apt-get install python3");
        File.WriteAllText(Path.Combine(folder.FullName, "program.py"), script);

        // When Python's heap must grow depends on the order of its sets of addresses; whether a thread finds a lock taken, and waits, on time.
        // Python waits until a thread has left the interpreter, not until it has ended: exit_group may overtake the thread's own last calls.
        Compare(subject, subject.Contains("threads", StringComparison.Ordinal) ? ["brk", "futex", "rt_sigprocmask", "madvise", "exit"] : ["brk"], Python.Value!, "-S", "../program.py");
    }

    /// <summary>
    /// The first thread of a .NET program up to its first clone: the host finds and loads the runtime, always in the same way.
    /// What follows is divided among threads as they happen to be free, so of that nothing is compared.
    /// </summary>
    [Fact]
    public void A_dotnet_program_is_told_as_strace_tells_it_until_it_has_threads()
    {
        Assert.SkipWhen(FindProgram("dotnet") is null, "dotnet is not on PATH");
        var (ours, theirs, _, _) = Run("dotnet", "--version");
        List<string> Beginning(ComparableTrace trace) => [.. trace.Calls("0").TakeWhile(call => !call.StartsWith("clone", StringComparison.Ordinal))];
        Assert.True(Beginning(theirs).Count > 100);
        AssertSame("dotnet", Beginning(theirs), Beginning(ours));
    }

    [Fact]
    public void Signals_and_ends_are_told_as_strace_tells_them()
    {
        var (_, _, trace, lines) = Run("sh", "-c", "trap 'echo caught' USR1; kill -USR1 $$; kill -TERM $$");
        var signals = lines.Where(line => line.Text.StartsWith("--- ", StringComparison.Ordinal)).Select(line => line.Text.Split(' ')[1]);
        Assert.Equal(signals, trace.Events.OfType<ProcessEvent.Signalled>().Select(one => one.Signal.ToString()));
        Assert.Equal("+++ killed by SIGTERM +++", lines[^1].Text);
        Assert.Equal(new Ipc.Children.ExitStatus.Signaled(Signal.SIGTERM, false), trace.Status);
    }

    /// <inheritdoc/>
    public void Dispose() => folder.Delete(recursive: true);

    private void Compare(string subject, IReadOnlyList<string> without, string program, params IReadOnlyList<string> arguments)
    {
        var (ours, theirs, trace, _) = Run(program, arguments);
        Assert.Null(trace.Broken);
        Assert.Equal(theirs.Threads, ours.Threads);
        foreach (var thread in theirs.Threads)
        {
            AssertSame($"{subject}, thread {thread}", theirs.Calls(thread, without), ours.Calls(thread, without));
        }
    }

    private static void AssertSame(string subject, IReadOnlyList<string> theirs, IReadOnlyList<string> ours)
    {
        for (var i = 0; i < Math.Max(theirs.Count, ours.Count); i++)
        {
            var (their, our) = (i < theirs.Count ? theirs[i] : "(nothing)", i < ours.Count ? ours[i] : "(nothing)");
            var isSame = their.EndsWith(ComparableTrace.Cut, StringComparison.Ordinal) ? our.StartsWith(their[..^ComparableTrace.Cut.Length].TrimEnd(',', ' '), StringComparison.Ordinal) : their == our;
            Assert.True(isSame, $"{subject}, call {i + 1}:\nstrace      {their}\nlaboratory  {our}\nbefore      {(i > 0 ? ours[i - 1] : "")}");
        }
    }

    private (ComparableTrace Ours, ComparableTrace Theirs, SystemCallTrace Trace, IReadOnlyList<StraceLine> Lines) Run(string program, params IReadOnlyList<string> arguments)
    {
        Assert.SkipWhen(FindProgram("strace") is null, "strace is not installed: apt-get install strace");
        Assert.SkipUnless(Version.Value.EndsWith(" 6.1", StringComparison.Ordinal), $"the laboratory words calls as strace 6.1 does; here is {Version.Value}");
        var file = Path.Combine(folder.FullName, "strace.txt");
        var work = folder.CreateSubdirectory("work");
        try
        {
            var command = InFolder(work.FullName, program, arguments);
            var strace = Settled(Command.Of("strace", ["-f", "-s", "64", "-o", file, command.Program, .. command.Arguments])).Run();
            Assert.SkipWhen(strace.StandardError.Contains("ptrace", StringComparison.Ordinal), $"strace may not trace here: {strace.StandardError}");
            work.Delete(recursive: true);
            work.Create();
            var trace = SystemCallTracer.Trace(command);
            var lines = StraceLine.Read(file);
            return (ComparableTrace.Of(trace), ComparableTrace.Of(lines), trace, lines);
        }
        finally
        {
            work.Delete(recursive: true);
        }
    }

    private static Command InFolder(string path, string program, IReadOnlyList<string> arguments) =>
        Settled(Command.Of("sh", ["-c", "cd \"$1\" && shift && exec \"$@\"", "sh", path, program, .. arguments]));

    /// <summary>
    /// Both run with the same environment, in which nothing is left to chance: with its own allocator Python asks for memory depending
    /// on where the last piece lay, and so does malloc with an arena for each thread.
    /// </summary>
    private static Command Settled(Command command) =>
        command.WithEnvironment("PYTHONHASHSEED", "0").WithEnvironment("PYTHONDONTWRITEBYTECODE", "1")
            .WithEnvironment("PYTHONMALLOC", "malloc").WithEnvironment("MALLOC_ARENA_MAX", "1").WithEnvironment("LC_ALL", "C");

    private static string? FindProgram(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "/usr/bin:/bin").Split(':').Select(path => Path.Combine(path, name)).FirstOrDefault(File.Exists);
}
