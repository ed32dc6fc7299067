using System.Diagnostics;
using System.Text.Json.Nodes;
using Course.Jupyter;

namespace Course.Tests.Jupyter;

/// <summary>How a kernel's process ends. Each test has a kernel of its own.</summary>
public sealed class KernelLifetimeTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void A_shutdown_is_answered_and_the_process_ends(bool restart, bool onControl)
    {
        using var frontEnd = new FrontEnd();
        var reply = frontEnd.Ask(onControl ? frontEnd.Control : frontEnd.Shell, "shutdown_request", new JsonObject { ["restart"] = restart });
        Assert.Equal(("ok", restart), ((string?)reply.Content["status"], (bool?)reply.Content["restart"]));
        Assert.True(frontEnd.Process.WaitForExit(Patience));
        Assert.Equal(0, frontEnd.Process.ExitCode);
    }

    [Theory]
    [InlineData("while (true);")]
    [InlineData("try { } finally { Console.WriteLine(); while (true); }")]
    public void A_shutdown_ends_the_process_while_a_cell_runs_and_the_cells_children(string loop)
    {
        using var frontEnd = new FrontEnd();
        var cell = frontEnd.Execute(
            $$"""
            #r "{{typeof(Ipc.Children.Fork).Assembly.Location}}"
            var child = Ipc.Children.Fork.Start(c => { c.Sleep(TimeSpan.FromMinutes(5)); c.Exit(0); }, new() { Deadline = TimeSpan.FromMinutes(10) });
            child.Pid
            """);
        var pid = int.Parse((string)frontEnd.Published(cell).Single(message => message.Type == "execute_result").Content["data"]!["text/plain"]!, System.Globalization.CultureInfo.InvariantCulture);
        frontEnd.Execute(loop);
        Assert.Equal("ok", (string?)frontEnd.Ask(frontEnd.Control, "shutdown_request", new JsonObject { ["restart"] = false }).Content["status"]);
        Assert.True(frontEnd.Process.WaitForExit(Patience));
        Assert.Equal(0, frontEnd.Process.ExitCode);
        Assert.True(SpinWait.SpinUntil(() => Ipc.ProcFs.ProcessStat.Find(pid) is null or { State: Ipc.ProcFs.ProcessState.Zombie }, Patience));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_kernel_ends_when_the_front_end_that_started_it_is_gone(bool named)
    {
        using var parent = Process.Start("sleep", "300");
        var file = Path.GetTempFileName();
        var connection = ConnectionFile.OnLoopback();
        File.WriteAllText(file, connection.ToJson());
        var start = new ProcessStartInfo(KernelLauncher.Command[0], [KernelLauncher.Command[1], "kernel", "start", file, .. named ? ["--parent", $"{parent.Id}"] : Array.Empty<string>()]) { RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment[ParentWatch.Variable] = named ? "" : $"{parent.Id}";
        using var kernel = Process.Start(start)!;
        try
        {
            Assert.True(SpinWait.SpinUntil(() => Listens(connection.HeartbeatPort), Patience));
            Assert.False(kernel.HasExited);
            parent.Kill();
            parent.WaitForExit();
            Assert.True(kernel.WaitForExit(Patience));
        }
        finally
        {
            kernel.Kill();
            kernel.WaitForExit();
            parent.Kill();
            parent.WaitForExit();
            File.Delete(file);
        }
    }

    // What a killed kernel left is taken over by the next one.
    [Fact]
    public void Unix_sockets_are_served_and_removed()
    {
        var folder = Directory.CreateTempSubdirectory("course-tests-");
        try
        {
            var connection = ConnectionFile.OnLoopback() with { Transport = "ipc", Ip = Path.Combine(folder.FullName, "kernel"), ShellPort = 1, IopubPort = 2, StdinPort = 3, ControlPort = 4, HeartbeatPort = 5 };
            var file = Path.Combine(folder.FullName, "connection.json");
            File.WriteAllText(file, connection.ToJson());
            foreach (var signal in new[] { Ipc.Native.Signal.SIGKILL, Ipc.Native.Signal.SIGTERM })
            {
                using var kernel = Process.Start(new ProcessStartInfo(KernelLauncher.Command[0], [KernelLauncher.Command[1], "kernel", "start", file]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
                try
                {
                    Assert.True(SpinWait.SpinUntil(() => Greets(connection.Address(connection.HeartbeatPort)), Patience));
                    Assert.Equal(5, Directory.GetFiles(folder.FullName, "kernel-*").Length);
                }
                finally
                {
                    Ipc.Commands.Command.Of("kill", $"-{(int)signal}", $"{kernel.Id}").Run();
                    kernel.WaitForExit();
                }
            }

            Assert.Empty(Directory.GetFiles(folder.FullName, "kernel-*"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_file_that_is_no_socket_is_not_removed_for_one()
    {
        var file = Path.GetTempFileName();
        try
        {
            Assert.Contains(file, Assert.Throws<CourseException>(() => new UnixRelay(file, 1)).Message, StringComparison.Ordinal);
            Assert.True(File.Exists(file));
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>Whether somebody who speaks ZMTP answers: its greeting begins with FF, and has 7F as its tenth byte.</summary>
    private static bool Greets(string path)
    {
        using var socket = new System.Net.Sockets.Socket(System.Net.Sockets.AddressFamily.Unix, System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Unspecified);
        try
        {
            socket.Connect(new System.Net.Sockets.UnixDomainSocketEndPoint(path));
            using var stream = new System.Net.Sockets.NetworkStream(socket);
            var greeting = new byte[10];
            stream.ReadExactly(greeting);
            return (greeting[0], greeting[9]) == (0xFF, 0x7F);
        }
        catch (System.Net.Sockets.SocketException)
        {
            return false;
        }
    }

    private static bool Listens(int port)
    {
        try
        {
            using var client = new System.Net.Sockets.TcpClient("127.0.0.1", port);
            return true;
        }
        catch (System.Net.Sockets.SocketException)
        {
            return false;
        }
    }

    [Theory]
    [InlineData("{", "no readable connection file")]
    [InlineData("null", "no readable connection file")]
    [InlineData("""{"transport": "pgm"}""", "transport \"pgm\" is not served, only \"tcp\" and \"ipc\"")]
    [InlineData("""{"transport": "tcp", "signature_scheme": "hmac-md5"}""", "signature scheme \"hmac-md5\" is not hmac-sha256")]
    public void A_connection_file_that_cannot_be_used_is_named(string text, string message)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, text);
            var error = Assert.Throws<CourseException>(() => ConnectionFile.Read(file)).Message;
            Assert.StartsWith(file, error, StringComparison.Ordinal);
            Assert.Contains(message, error, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void A_connection_file_that_is_missing_is_named() =>
        Assert.Contains("/no/such/file", Assert.Throws<CourseException>(() => ConnectionFile.Read("/no/such/file")).Message, StringComparison.Ordinal);
}
