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
    [InlineData("""{"transport": "ipc"}""", "transport \"ipc\" is not served, only \"tcp\"")]
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
