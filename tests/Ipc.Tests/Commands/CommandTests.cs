using Ipc.Children;
using Ipc.Commands;
using Ipc.Native;

namespace Ipc.Tests.Commands;

public sealed class CommandTests
{
    [Fact]
    public void A_program_gets_its_arguments_as_they_are()
    {
        var result = Command.Of("sh", "-c", "printf '%s;' \"$0\" \"$@\"; echo oops >&2; exit 3", "name", "a b", "*", "").Run();
        Assert.Equal(("name;a b;*;;", "oops\n"), (result.StandardOutput, result.StandardError));
        Assert.Equal(new ExitStatus.Exited(3), result.Status);
        Assert.Equal(3, result.ShellStatus);
        Assert.EndsWith(" name 'a b' '*' ''", result.Command, StringComparison.Ordinal);
    }

    [Fact]
    public void A_variable_of_the_environment_is_set_or_taken_away()
    {
        var print = Command.Of("sh", "-c", "echo ${COLOUR-unset} ${HOME-unset}");
        Assert.Equal("green unset", print.WithEnvironment("COLOUR", "green").WithEnvironment("HOME", null).Run().ToString());
        Assert.StartsWith("unset ", print.Run().ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_program_reads_its_input_to_the_end()
    {
        var text = string.Concat(Enumerable.Repeat("0123456789abcde\n", 20_000));
        Assert.Equal(text, Command.Of("cat").WithInput(text).Run().StandardOutput);
        Assert.Equal("", Command.Of("cat").Run().StandardOutput);
        Assert.Equal("", Command.Of("cat").WithInput("").Run().StandardOutput);
    }

    [Fact]
    public void A_program_that_does_not_read_its_input_leaves_no_feeder() =>
        Assert.Equal(new ExitStatus.Exited(0), Command.Of("true").WithInput(new string('x', 300_000)).Run().Status);

    [Fact]
    public void A_program_that_PATH_does_not_have_is_told_before_anything_is_forked()
    {
        var failure = Assert.Throws<PosixException>(() => Command.Of("no-such-program").Run());
        Assert.Equal((Errno.ENOENT, "execvp"), (failure.Errno, failure.Call));
        Assert.Contains("no folder of PATH has it", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_program_is_thrown_by_its_exec()
    {
        var file = Path.GetTempFileName();
        try
        {
            var refused = Assert.Throws<PosixException>(() => Command.Of(file).Run());
            Assert.Equal((Errno.EACCES, "execve"), (refused.Errno, refused.Call));
            File.WriteAllText(file, "neither ELF nor a script");
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute);
            Assert.Equal(Errno.ENOEXEC, Assert.Throws<PosixException>(() => Command.Of(file).Run()).Errno);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void A_program_past_its_deadline_is_killed()
    {
        var late = Command.Of("sleep", "60") with { Deadline = TimeSpan.FromMilliseconds(100) };
        Assert.Throws<ChildDeadlineException>(() => late.Run());
    }

    [Fact]
    public void A_shell_shows_a_signal_as_128_and_its_number()
    {
        Assert.Equal(128 + 9, ShellStatus.Of(new ExitStatus.Signaled(Signal.SIGKILL, false)));
        var shell = Command.Of("sh", "-c", "sh -c 'kill -KILL $$'; echo $?").Run();
        Assert.Equal("137\n", shell.StandardOutput);
    }
}
