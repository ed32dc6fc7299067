using Ipc.Children;
using Ipc.DotNet;
using Ipc.Leftovers;
using Ipc.Pipes;
using Ipc.Tracing;

namespace Ipc.Tests.DotNet;

public sealed class DotNetProgramTests
{
    [Fact]
    public void A_program_runs_with_its_arguments_and_its_output_is_kept()
    {
        var result = DotNetProgram.Of("""Console.WriteLine($"{args[0]}, {args.Length}"); Environment.ExitCode = 3;""").With("a word", "b").Run();
        Assert.Equal("a word, 2\n", result.StandardOutput);
        Assert.Equal(new ExitStatus.Exited(3), result.Status);
    }

    [Fact]
    public void A_program_runs_as_another_user_with_that_users_files_and_libraries()
    {
        Assert.SkipUnless(Native.Unistd.EffectiveUser() == 0, "only root can become somebody else");
        var program = DotNetProgram.Of("""
            Console.WriteLine(string.Join(' ', File.ReadLines("/proc/self/status").Where(line => line[..4] is "Uid:" or "Gid:" or "Grou").Select(line => line.Trim())));
            using var scratch = Ipc.Leftovers.Scratch.Create();
            Console.WriteLine(scratch.Path.StartsWith(Path.GetTempPath()));
            """) with { User = 60_578, Libraries = [typeof(Scratch).Assembly.Location] };
        var result = program.Run();
        Assert.Equal("Uid:\t60578\t60578\t60578\t60578 Gid:\t60578\t60578\t60578\t60578 Groups:\nTrue\n", result.StandardOutput);
    }

    [Fact]
    public void A_program_has_what_a_library_keeps_apart_for_each_architecture()
    {
        // Which sockets are connected the laboratory asks through Tmds.LibC, of which there is one for each architecture.
        var program = DotNetProgram.Of("""
            var (first, second) = Ipc.Sockets.UnixSocket.Pair();
            using var child = Ipc.Children.Fork.Start(c => { c.Send(first, "x"); c.Exit(0); });
            Console.WriteLine(child.Wait());
            """) with { Libraries = [typeof(Scratch).Assembly.Location] };
        Assert.Equal("exited with 0\n", program.Run().StandardOutput);
    }

    [Fact]
    public void What_a_killed_program_of_the_laboratory_left_is_removed()
    {
        var program = DotNetProgram.Of("""
            var memory = Ipc.SharedMemory.PosixSharedMemory.Create();
            Console.WriteLine(Ipc.Leftovers.Journal.Current.Objects.Single().Name);
            Process.GetCurrentProcess().Kill();
            Thread.Sleep(-1);
            """) with { Libraries = [typeof(Scratch).Assembly.Location] };
        var result = program.Run();
        Assert.Equal(new ExitStatus.Signaled(Native.Signal.SIGKILL, false), result.Status);
        Assert.False(File.Exists("/dev/shm" + result.StandardOutput.Trim()));
    }

    [Fact]
    public void A_trace_has_the_calls_of_the_lines_and_none_of_the_runtime()
    {
        var trace = DotNetProgram.Of(
            """
            using var file = new FileStream(args[0], FileMode.Open);
            file.Flush();
            """,
            before: """new FileStream("/dev/null", FileMode.Open).Dispose();""").With("/dev/zero").Trace("openat", "close", "mmap", "getsid");
        Assert.Equal(["openat", "close"], trace.Calls.Where(call => call.Name != "mmap").Select(call => call.Name));
        Assert.Contains("\"/dev/zero\"", trace.Calls[0].Text, StringComparison.Ordinal);
        Assert.DoesNotContain(trace.Calls, call => call.Name == "mmap" && (int)call.Argument("fd")!.Word >= 0);
        Assert.Equal(new ExitStatus.Exited(0), trace.Status);
        Assert.Single(trace.Threads);
    }

    [Fact]
    public void A_trace_without_names_has_every_call_and_no_loading_of_assemblies()
    {
        var trace = DotNetProgram.Of("new AnonymousPipeServerStream().Dispose(); Console.WriteLine(\"seven\");").Trace();
        Assert.Single(trace.Calls, call => call.Name == "pipe2" && call.Tid == call.Pid && call.End < trace.Calls.First(one => one.Name == "close").Start);
        Assert.Contains(trace.Calls, call => call.Name == "write" && call.Text.Contains("\"seven\\n\"", StringComparison.Ordinal));
        Assert.DoesNotContain(trace.Calls, call => call.Text.Contains(".dll", StringComparison.Ordinal) || call.Name is "execve" or "getsid" or "exit_group");
        Assert.Equal("seven\n", trace.Output.StandardOutput);
    }

    [Fact]
    public void Threads_that_the_lines_start_are_there_and_those_of_the_runtime_are_not()
    {
        var trace = DotNetProgram.Of("var thread = new Thread(() => File.Delete(args[0])); thread.Start(); thread.Join();").With("/no such file").Trace("unlink");
        Assert.Equal(2, trace.Threads.Count);
        Assert.Equal(trace.Threads[1].Tid, Assert.Single(trace.Calls).Tid);
    }

    [Fact]
    public void A_process_that_the_lines_start_is_followed_to_its_end()
    {
        var trace = DotNetProgram.Of("""using var child = Process.Start("/bin/sh", ["-c", "exit 7"]); child.WaitForExit();""").Trace("execve", "exit_group");
        Assert.Equal(["execve", "exit_group"], trace.Calls.Select(call => call.Name));
        var child = Assert.Single(trace.Threads, thread => thread.Pid != trace.Threads[0].Pid);
        Assert.Equal(new ExitStatus.Exited(7), child.Status);
    }

    [Fact]
    public void An_exception_is_printed_after_the_trace()
    {
        var trace = DotNetProgram.Of("""using var pipe = new AnonymousPipeServerStream(); throw new InvalidOperationException("the reason");""").Trace("pipe2", "close", "write");
        Assert.Equal(["pipe2", "close", "close"], trace.Calls.Select(call => call.Name));
        Assert.Equal("InvalidOperationException: the reason\n", trace.Output.StandardError);
        Assert.Equal(new ExitStatus.Exited(1), trace.Status);
    }

    [Fact]
    public void What_comes_before_is_not_traced_and_its_variables_can_be_used()
    {
        var trace = DotNetProgram.Of("pipe.Dispose();", before: "var pipe = new AnonymousPipeServerStream();").Trace("pipe2", "close");
        Assert.Equal(["close", "close"], trace.Calls.Select(call => call.Name));
    }

    [Fact]
    public void A_child_can_be_prepared_before_it_becomes_the_program()
    {
        using var pipe = Pipe.Create();
        pipe.WriteEnd.Write("typed\n");
        pipe.WriteEnd.Close();
        var trace = DotNetProgram.Of("Console.WriteLine(Console.In.ReadToEnd());").Trace(c => c.Dup2(pipe.ReadEnd, 0), "pipe2");
        Assert.Equal("typed\n\n", trace.Output.StandardOutput);
    }

    [Fact]
    public void A_program_that_does_not_end_is_killed_at_its_deadline()
    {
        var program = DotNetProgram.Of("Thread.Sleep(-1);") with { Deadline = TimeSpan.FromSeconds(4) };
        var trace = program.Trace("futex");
        Assert.NotNull(trace.Broken);
        Assert.Contains(trace.Calls, call => call.Result is null);
    }

    [Fact]
    public void Temporary_files_go_with_the_program()
    {
        var path = DotNetProgram.Of("""var path = Path.GetTempFileName(); Console.Write(path);""").Run().StandardOutput;
        Assert.StartsWith(Journal.UserFolder, path, StringComparison.Ordinal);
        Assert.False(File.Exists(path));
    }

    [Fact]
    public void The_same_lines_are_compiled_once()
    {
        var sdk = DotNetSdk.Find();
        var source = ProgramSource.Of("", "Console.WriteLine(42);");
        Assert.Same(Compiler.Compile(sdk, source, []), Compiler.Compile(sdk, source, []));
    }
}
