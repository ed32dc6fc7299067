using Ipc.Children;
using Ipc.Commands;
using Ipc.Native;
using Ipc.Pipes;
using Ipc.Tracing;

namespace Ipc.Tests.Tracing;

/// <summary>What children of the course do, as the tracer tells it: a test a subject.</summary>
public sealed class DecodingTests
{
    private static List<string> Texts(Action<ChildProgram> steps, params IReadOnlyList<string> names) =>
        [.. SystemCallTracer.Trace(steps).Calls.Where(call => names.Contains(call.Name)).Select(call => call.Text)];

    [Fact]
    public void Texts_that_are_written_and_read_are_quoted_and_cut_at_64_bytes()
    {
        using var pipe = Pipe.Create();
        var calls = Texts(c =>
        {
            c.Write(pipe.WriteEnd, "tab\tline\nend\01\u00018\u00019");
            c.Read(pipe.ReadEnd, 100);
            c.Write(pipe.WriteEnd, new string('x', 65));
            c.Write(99, "nobody");
            c.Exit(0);
        }, "read", "write");
        var (write, read) = (pipe.WriteEnd.Number, pipe.ReadEnd.Number);
        Assert.Equal(
            [
                $"write({write}, \"tab\\tline\\nend\\0001\\18\\19\", 18) = 18",
                $"read({read}, \"tab\\tline\\nend\\0001\\18\\19\", 100) = 18",
                $"write({write}, \"{new string('x', 64)}\"..., 65) = 65",
                "write(99, \"nobody\", 6) = -1 EBADF",
            ],
            calls);
    }

    [Fact]
    public void A_pipe_shows_its_two_descriptors_and_its_flags()
    {
        var calls = Texts(c =>
        {
            c.Pipe2(closeOnExec: true, nonBlocking: true);
            c.Exit(0);
        }, "pipe2");
        Assert.Matches(@"^pipe2\(\[\d+, \d+\], O_NONBLOCK\|O_CLOEXEC\) = 0$", Assert.Single(calls));
    }

    [Fact]
    public void A_vfork_shares_its_memory_and_suspends_its_maker()
    {
        var trace = SystemCallTracer.Trace(c =>
        {
            c.Wait(c.Vfork("borrower", () => c.Exit(0)));
            c.Exit(0);
        });
        var birth = Assert.Single(trace.Calls, call => call.Name is "clone" or "vfork");
        Assert.True(birth.Name == "vfork" || birth.Argument("flags")!.Text.Contains("CLONE_VM|CLONE_VFORK", StringComparison.Ordinal), birth.Text);
        Assert.Equal(Birth.Vfork, trace.Threads[1].How);
    }

    [Fact]
    public void A_file_is_opened_with_flags_by_name_and_a_mode_only_where_it_is_made()
    {
        const int O_RDWR = 2, O_CREAT = 0x40, O_TRUNC = 0x200;
        var file = Path.GetTempFileName();
        try
        {
            var calls = Texts(c =>
            {
                c.Open(file, O_RDWR | O_CREAT | O_TRUNC, 0b110_100_000);
                c.Open(file, 0);
                c.Open("/no/such/file", 0);
                c.Exit(0);
            }, "open", "openat").ConvertAll(call => call.Replace("openat(AT_FDCWD, ", "open(", StringComparison.Ordinal));
            Assert.StartsWith($"open(\"{file}\", O_RDWR|O_CREAT|O_TRUNC, 0640) = ", calls[0], StringComparison.Ordinal);
            Assert.StartsWith($"open(\"{file}\", O_RDONLY) = ", calls[1], StringComparison.Ordinal);
            Assert.Equal("open(\"/no/such/file\", O_RDONLY) = -1 ENOENT", calls[2]);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void A_disposition_shows_its_handler_its_mask_and_its_flags_and_what_was_before()
    {
        var calls = Texts(c =>
        {
            c.SetDisposition(Signal.SIGUSR1, Disposition.Ignore);
            c.SetDisposition(Signal.SIGUSR1, Disposition.Default);
            c.SetDisposition(Signal.SIGUSR1, Disposition.Handler, restart: true);
            c.Exit(0);
        }, "rt_sigaction");
        Assert.Contains("rt_sigaction(SIGUSR1, {sa_handler=SIG_IGN, sa_mask=[]", calls[0], StringComparison.Ordinal);
        Assert.Contains("rt_sigaction(SIGUSR1, {sa_handler=SIG_DFL, sa_mask=[]", calls[1], StringComparison.Ordinal);
        Assert.Matches(@"rt_sigaction\(SIGUSR1, \{sa_handler=0x[0-9a-f]+, sa_mask=.*sa_flags=[A-Z_|]*SA_RESTART", calls[2]);
        Assert.All(calls, call => Assert.EndsWith(", 8) = 0", call, StringComparison.Ordinal));
    }

    [Fact]
    public void Signals_are_blocked_sent_and_awaited_by_name()
    {
        var trace = SystemCallTracer.Trace(c =>
        {
            c.Block(Signal.SIGUSR1, Signal.SIGTERM);
            c.Kill(c.GetPid(), Signal.SIGUSR1);
            c.SigWait(Signal.SIGUSR1);
            c.Exit(0);
        });
        string Single(string name) => Assert.Single(trace.Calls, call => call.Name == name).Text;
        Assert.StartsWith("rt_sigprocmask(SIG_BLOCK, [USR1 TERM], ", Single("rt_sigprocmask"), StringComparison.Ordinal);
        Assert.Equal($"kill({trace.Threads[0].Pid}, SIGUSR1) = 0", Single("kill"));
        Assert.StartsWith("rt_sigtimedwait([USR1], ", Single("rt_sigtimedwait"), StringComparison.Ordinal);
        Assert.EndsWith(" = 10 (SIGUSR1)", Single("rt_sigtimedwait"), StringComparison.Ordinal);
    }

    [Fact]
    public void Futex_operations_have_names_and_as_many_arguments_as_they_use()
    {
        using var word = SharedWord.Create(42);
        var calls = Texts(c =>
        {
            c.FutexWait(word, 41);
            c.FutexWake(word, 3);
            c.Exit(0);
        }, "futex");
        Assert.Matches(@"^futex\(0x[0-9a-f]+, FUTEX_WAIT, 41, NULL\) = -1 EAGAIN$", calls[0]);
        Assert.Matches(@"^futex\(0x[0-9a-f]+, FUTEX_WAKE, 3\) = 0$", calls[1]);
    }

    [Fact]
    public void A_sleep_shows_how_long()
    {
        var sleep = Assert.Single(Texts(c =>
        {
            c.Sleep(TimeSpan.FromMilliseconds(1));
            c.Exit(0);
        }, "nanosleep", "clock_nanosleep"));
        Assert.Contains("{tv_sec=0, tv_nsec=1000000}", sleep, StringComparison.Ordinal);
    }

    [Fact]
    public void A_program_maps_its_libraries_privately_and_its_heap_without_a_file()
    {
        var trace = SystemCallTracer.Trace(Command.Of("true"), new TraceOptions { Calls = ["mmap", "mprotect"] });
        var maps = trace.Calls.Where(call => call.Name == "mmap").ToList();
        Assert.Contains(maps, map => map.Argument("prot")!.Text == "PROT_READ|PROT_EXEC" && map.Argument("flags")!.Text.StartsWith("MAP_PRIVATE|MAP_FIXED", StringComparison.Ordinal));
        Assert.Contains(maps, map => map is { Result: > 0 } && map.Text.Contains("PROT_READ|PROT_WRITE, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x", StringComparison.Ordinal));
        Assert.Contains(trace.Calls, call => call.Name == "mprotect" && call.Argument("prot")!.Text == "PROT_READ");
    }
}
