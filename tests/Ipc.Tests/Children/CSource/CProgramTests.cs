using System.Text.RegularExpressions;
using Ipc.Children;
using Ipc.Children.CSource;
using Ipc.Tests.Tracing;
using Ipc.Tracing;

namespace Ipc.Tests.Children.CSource;

public sealed partial class CProgramTests
{
    public static TheoryData<string> Samples => [.. SampleSteps.All.Keys];

    [Theory]
    [MemberData(nameof(Samples))]
    public void The_C_program_compiles_without_a_warning_and_makes_the_same_calls(string name)
    {
        Assert.SkipUnless(CompiledProgram.IsPossible, "no cc: the C program cannot be compiled here");
        using var compiled = MarkedProgram.Compile(With(name, CProgram.Of));
        Assert.Equal("", compiled.Compiler.StandardError);

        var (status, output) = With(name, steps =>
        {
            using var child = Fork.Start(steps);
            return (Ended(child), child.Output);
        });
        var run = compiled.Run.Run();
        Assert.Equal((status, output.StandardOutput), (run.Status, run.StandardOutput));

        var expected = With(name, steps => SystemCallTracer.Trace(steps));
        var observed = MarkedProgram.Trace(compiled);
        Assert.Equal((expected.Status, expected.Output.StandardOutput), (observed.Status, observed.Output.StandardOutput));
        var (steps, program) = (ComparableTrace.Of(expected), ComparableTrace.Of(observed));
        Assert.Equal(steps.Threads, program.Threads);
        var without = SampleSteps.Differences.GetValueOrDefault(name, []);
        Assert.All(steps.Threads, thread => Assert.Equal(WithoutNumbers(steps.Calls(thread, without)), WithoutNumbers(program.Calls(thread, without))));
    }

    private static T With<T>(string name, Func<Action<ChildProgram>, T> use)
    {
        using var things = new ParentsThings();
        return use(SampleSteps.All[name](things));
    }

    /// <summary>How the child ended; one whose exec failed ends with 127.</summary>
    private static ExitStatus Ended(ChildProcess child)
    {
        try
        {
            return child.Wait();
        }
        catch (Native.PosixException e) when (e.Call == "execve")
        {
            return child.Status!;
        }
    }

    /// <summary>The same descriptor has the same name in both: which number is free depends on what the parent has open.</summary>
    private static IEnumerable<string> WithoutNumbers(IReadOnlyList<string> calls)
    {
        var seen = new SeenNumbers();
        return calls.Select(call => TemporaryName().Replace(call, "sem.XXXXXX")).Select(call => Descriptor().Replace(call, match => int.Parse(match.Value) > 2 ? seen.Name(match.Value, "descriptor") : match.Value)).ToList();
    }

    /// <summary>Under which sem_open makes a semaphore, before it links that to the name asked for.</summary>
    [GeneratedRegex(@"sem\.\w{6}(?="")")]
    private static partial Regex TemporaryName();

    [GeneratedRegex(@"(?<=^(?:read|write|close|flock|ioctl|dup2|dup3|bind|listen|accept4?|connect|sendto|recvfrom|sendmsg|recvmsg|shutdown|[gs]etsockopt|epoll_\w+)\()\d+|(?<=^pipe2?\(\[)\d+|(?<=^pipe2?\(\[\d+, )\d+|(?<=^mmap\(NULL, \d+, [A-Z_|]+, [A-Z_|]+, )\d+|(?<=^(?:openat|socket|accept4?|epoll_create1)\(.* = )\d+|(?<=^socketpair\(.*\[)\d+|(?<=^socketpair\(.*\[\d+, )\d+|(?<=SCM_RIGHTS, cmsg_data=\[)\d+|(?<=^epoll_ctl\(\d+, EPOLL_CTL_ADD, )\d+|(?<=data=)\d+")]
    private static partial Regex Descriptor();
}
