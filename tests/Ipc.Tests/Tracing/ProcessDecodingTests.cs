using System.Globalization;
using Ipc.Commands;
using Ipc.Native;
using Ipc.Tracing;

namespace Ipc.Tests.Tracing;

public sealed class ProcessDecodingTests
{
    [Fact]
    public void A_fork_is_a_clone_that_ends_with_SIGCHLD()
    {
        var trace = SystemCallTracer.Trace(c =>
        {
            var pid = c.Fork("grandchild", () => c.Exit(3));
            c.Wait(pid);
            c.Exit(0);
        });
        var fork = Assert.Single(trace.Calls, call => call.Name is "clone" or "fork");
        Assert.EndsWith("SIGCHLD", fork.Argument("flags")!.Text, StringComparison.Ordinal);
        Assert.StartsWith("clone(child_stack=NULL, flags=", fork.Text, StringComparison.Ordinal);
        Assert.Equal(trace.Threads[1].Pid, fork.Result);
    }

    [Fact]
    public void Wait_shows_how_the_child_ended()
    {
        var trace = SystemCallTracer.Trace(c =>
        {
            c.Wait(c.Fork("exits", () => c.Exit(3)));
            c.Wait(c.Fork("killed", () =>
            {
                c.Kill(c.GetPid(), Signal.SIGKILL);
                c.Exit(0);
            }));
            c.Exit(0);
        });
        var waits = trace.Calls.Where(call => call.Name == "wait4").ToList();
        Assert.Equal("[{WIFEXITED(s) && WEXITSTATUS(s) == 3}]", waits[0].Argument("wstatus")!.Text);
        Assert.Equal("[{WIFSIGNALED(s) && WTERMSIG(s) == SIGKILL}]", waits[1].Argument("wstatus")!.Text);
        Assert.EndsWith(string.Create(CultureInfo.InvariantCulture, $", 0, NULL) = {trace.Threads[1].Pid}"), waits[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Exec_shows_the_program_its_arguments_and_how_many_variables_it_gets()
    {
        var trace = SystemCallTracer.Trace(Command.Of("true", "one", "two words"), new TraceOptions { Calls = ["execve"] });
        var exec = Assert.Single(trace.Calls);
        Assert.Equal("[\"true\", \"one\", \"two words\"]", exec.Argument("argv")!.Text);
        Assert.Matches(@"^0x[0-9a-f]+ /\* \d+ vars? \*/$", exec.Argument("envp")!.Text);
        Assert.Equal(0, exec.Result);
    }

    [Fact]
    public void A_thread_begins_with_a_clone3_or_clone_whose_flags_share_everything()
    {
        // dotnet's own threads: the program is there wherever this test runs.
        var trace = SystemCallTracer.Trace(Command.Of(Environment.ProcessPath!, "--version"), new TraceOptions { Calls = ["clone", "clone3"] });
        var thread = trace.Calls.First(call => call.Name == "clone3" && call.Errno is null);
        Assert.Contains("flags=CLONE_VM|CLONE_FS|CLONE_FILES|CLONE_SIGHAND|CLONE_THREAD|CLONE_SYSVSEM|CLONE_SETTLS|CLONE_PARENT_SETTID|CLONE_CHILD_CLEARTID", thread.Argument("cl_args")!.Text, StringComparison.Ordinal);
        Assert.EndsWith($"=> {{parent_tid=[{thread.Result}]}}", thread.Argument("cl_args")!.Text, StringComparison.Ordinal);
    }
}
