using System.Text;
using System.Text.Json.Nodes;
using Course.Jupyter;
using NetMQ;

namespace Course.Tests.Jupyter;

/// <summary>The kernel as any front end meets it, well-behaved or not. All tests share one kernel: it has to live through them.</summary>
public sealed class ProtocolTests(FrontEnd frontEnd) : IClassFixture<FrontEnd>
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void The_kernel_says_what_it_is(int channel)
    {
        var content = frontEnd.Ask(channel == 0 ? frontEnd.Shell : frontEnd.Control, "kernel_info_request", []).Content;
        Assert.Equal("ok", (string?)content["status"]);
        Assert.Matches(@"^5\.\d+$", (string?)content["protocol_version"]);
        Assert.Equal("C#", (string?)content["language_info"]!["name"]);
        Assert.Equal(".cs", (string?)content["language_info"]!["file_extension"]);
        foreach (var name in new[] { "implementation", "implementation_version", "banner" })
        {
            Assert.NotEmpty((string)content[name]!);
        }
    }

    [Fact]
    public void The_heartbeat_echoes_also_while_a_cell_runs()
    {
        Assert.Equal("ping"u8.ToArray(), frontEnd.Beat("ping"u8.ToArray()));
        var cell = frontEnd.Execute("while (true);");
        Assert.Equal("beat"u8.ToArray(), frontEnd.Beat("beat"u8.ToArray()));
        AssertInterrupted(cell);
    }

    [Fact]
    public void A_message_with_a_wrong_signature_is_dropped()
    {
        var forged = frontEnd.New("execute_request", new JsonObject { ["code"] = "var forged = 1;" });
        frontEnd.Shell.SendMultipartMessage(forged.ToFrames("another key"));
        frontEnd.Control.SendMultipartMessage(frontEnd.New("shutdown_request", []).ToFrames(""));
        var honest = frontEnd.Execute("forged");
        Assert.Equal("CompilationError", (string?)frontEnd.Reply(frontEnd.Shell, honest).Content["ename"]);
        frontEnd.AssertLives();
    }

    public static TheoryData<string, string[]> Malformed => new()
    {
        { "one frame", ["garbage"] },
        { "no delimiter", ["a", "b", "c", "d", "e", "f"] },
        { "nothing after the delimiter", ["<IDS|MSG>"] },
        { "no content", ["<IDS|MSG>", "", "{}", "{}", "{}"] },
        { "an empty header", ["<IDS|MSG>", "", "{}", "{}", "{}", "{}"] },
        { "JSON cut off", ["<IDS|MSG>", "", "{\"msg_id\": \"1\", \"msg_type\"", "{}", "{}", "{}"] },
        { "a list for a header", ["<IDS|MSG>", "", "[]", "{}", "{}", "{}"] },
        { "a null content", ["<IDS|MSG>", "", "{\"msg_id\": \"1\", \"msg_type\": \"execute_request\"}", "{}", "{}", "null"] },
        { "a number for a type", ["<IDS|MSG>", "", "{\"msg_id\": \"1\", \"msg_type\": 7}", "{}", "{}", "{}"] },
        { "a key twice", ["<IDS|MSG>", "", "{\"msg_id\": \"1\", \"msg_type\": \"x\", \"msg_type\": \"y\"}", "{}", "{}", "{}"] },
        { "no UTF-8", ["<IDS|MSG>", "", "{\"msg_id\": \"1\", \"msg_type\": \"\u00ff\"}", "{}", "{}", "{}"] },
        { "deep nesting", ["<IDS|MSG>", "", "{\"msg_id\": \"1\", \"msg_type\": \"x\"}", "{}", "{}", "{\"a\":" + new string('[', 5000) + new string(']', 5000) + "}"] },
    };

    /// <summary>Each goes to both channels, signed where it has parts to sign.</summary>
    [Theory]
    [MemberData(nameof(Malformed))]
    public void A_malformed_message_is_dropped(string what, string[] frames)
    {
        foreach (var socket in new[] { frontEnd.Shell, frontEnd.Control })
        {
            var message = new NetMQMessage(frames.Select(frame => Encoding.Latin1.GetBytes(frame)));
            if (frames.Length == 6)
            {
                message = Signed(message);
            }

            socket.SendMultipartMessage(message);
        }

        frontEnd.AssertLives();
        Assert.False(frontEnd.Process.HasExited, what);
    }

    [Fact]
    public void A_request_of_an_unknown_kind_is_passed_over()
    {
        Assert.Equal(["busy", "idle"], States(frontEnd.Send(frontEnd.Shell, "no_such_request", [])));
        Assert.Equal(["busy", "idle"], States(frontEnd.Send(frontEnd.Control, "no_such_request", [])));
        frontEnd.AssertLives();
    }

    [Theory]
    [InlineData("execute_request", "{\"code\": 42}")]
    [InlineData("execute_request", "{\"code\": \"1\", \"silent\": \"yes\"}")]
    [InlineData("is_complete_request", "{\"code\": []}")]
    [InlineData("complete_request", "{\"code\": \"\", \"cursor_pos\": \"x\"}")]
    public void A_field_of_the_wrong_kind_is_an_error_reply(string type, string content)
    {
        Assert.Equal("error", (string?)frontEnd.Ask(frontEnd.Shell, type, JsonNode.Parse(content)!.AsObject()).Content["status"]);
        frontEnd.AssertLives();
    }

    [Fact]
    public void A_huge_message_is_served()
    {
        var request = frontEnd.Execute($"/*{new string('x', 20 << 20)}*/ 6 * 7");
        Assert.Equal("ok", (string?)frontEnd.Reply(frontEnd.Shell, request).Content["status"]);
        Assert.Equal("42", (string?)frontEnd.Published(request).Single(message => message.Type == "execute_result").Content["data"]!["text/plain"]);
    }

    [Fact]
    public void A_cell_is_published_in_the_protocols_order()
    {
        var request = frontEnd.Execute("Console.WriteLine(1); display(2); 3");
        var types = frontEnd.Published(request).Select(message => message.Type).ToList();

        // A line may come in pieces: text is published at fixed intervals, and one may end between the number and its line end.
        Assert.Equal(
            ["status", "execute_input", "stream", "display_data", "execute_result", "status"],
            types.Where((type, i) => i == 0 || type != "stream" || types[i - 1] != "stream"));
    }

    [Fact]
    public void A_silent_cell_publishes_nothing_and_does_not_count()
    {
        var before = Count("1");
        var silent = frontEnd.Execute("Console.WriteLine(1); display(2); throw new Exception();", new JsonObject { ["silent"] = true });
        Assert.Equal("error", (string?)frontEnd.Reply(frontEnd.Shell, silent).Content["status"]);
        Assert.Equal(["busy", "idle"], States(silent));
        var unkept = frontEnd.Execute("2", new JsonObject { ["store_history"] = false });
        Assert.Equal(before, (int?)frontEnd.Reply(frontEnd.Shell, unkept).Content["execution_count"]);
        Assert.Equal(before + 1, Count("1"));
    }

    [Theory]
    [InlineData(true, "aborted")]
    [InlineData(false, "ok")]
    public void What_was_queued_behind_a_failed_cell_runs_only_where_asked_for(bool stopOnError, string status)
    {
        var failing = frontEnd.Execute("Thread.Sleep(500); throw new Exception();", new JsonObject { ["stop_on_error"] = stopOnError });
        var queued = frontEnd.Execute("1");
        var question = frontEnd.Send(frontEnd.Shell, "kernel_info_request", []);
        Assert.Equal("error", (string?)frontEnd.Reply(frontEnd.Shell, failing).Content["status"]);
        Assert.Equal(status, (string?)frontEnd.Reply(frontEnd.Shell, queued).Content["status"]);
        Assert.Equal("ok", (string?)frontEnd.Reply(frontEnd.Shell, question).Content["status"]);
        Assert.Equal("ok", (string?)frontEnd.Reply(frontEnd.Shell, frontEnd.Execute("1")).Content["status"]);
    }

    [Fact]
    public void What_is_sent_once_the_failure_is_known_runs()
    {
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal("error", (string?)frontEnd.Reply(frontEnd.Shell, frontEnd.Execute("throw new Exception();")).Content["status"]);
            Assert.Equal("ok", (string?)frontEnd.Reply(frontEnd.Shell, frontEnd.Execute("1")).Content["status"]);
        }
    }

    [Fact]
    public void A_cell_that_asks_for_input_where_none_is_allowed_gets_a_clear_error()
    {
        var reply = frontEnd.Reply(frontEnd.Shell, frontEnd.Execute("Console.ReadLine()", new JsonObject { ["allow_stdin"] = false }));
        Assert.Equal("Course.Engine.StdinNotImplementedException", (string?)reply.Content["ename"]);
    }

    [Fact]
    public void A_cell_reads_lines_that_the_front_end_is_asked_for()
    {
        var cell = frontEnd.Execute("var first = Console.ReadLine(); first + \"/\" + Console.ReadLine()", new JsonObject { ["allow_stdin"] = true });
        Assert.False((bool?)frontEnd.AnswerInput(cell, "one")["password"]);
        frontEnd.AnswerInput(cell, "and two");
        Assert.Equal("one/and two", Result(cell));
    }

    [Fact]
    public void A_password_is_asked_for_as_one_and_does_not_show_itself()
    {
        var cell = frontEnd.Execute("var secret = await Kernel.GetPasswordAsync(\"Who?\"); secret + \" \" + secret.GetClearTextPassword().Length", new JsonObject { ["allow_stdin"] = true });
        var question = frontEnd.AnswerInput(cell, "sesame");
        Assert.Equal(("Who?", true), ((string?)question["prompt"], (bool?)question["password"]));
        Assert.Equal("•••••••• 6", Result(cell));
    }

    [Fact]
    public void An_interrupt_ends_a_cell_that_waits_for_input_and_a_late_answer_is_nobodys()
    {
        var cell = frontEnd.Execute("Console.ReadLine()", new JsonObject { ["allow_stdin"] = true });
        Assert.True(SpinWait.SpinUntil(() => frontEnd.Stdin.HasIn, TimeSpan.FromSeconds(60)));
        AssertInterrupted(cell);
        frontEnd.AnswerInput(cell, "too late");
        var next = frontEnd.Execute("Console.ReadLine()", new JsonObject { ["allow_stdin"] = true });
        frontEnd.AnswerInput(next, "in time");
        Assert.Equal("in time", Result(next));
    }

    [Fact]
    public void User_expressions_are_evaluated_after_the_cell()
    {
        var request = frontEnd.Execute("var u = 6;", new JsonObject { ["user_expressions"] = new JsonObject { ["good"] = "u * 7", ["bad"] = "nonsense" } });
        var values = frontEnd.Reply(frontEnd.Shell, request).Content["user_expressions"]!;
        Assert.Equal(("ok", "42"), ((string?)values["good"]!["status"], (string?)values["good"]!["data"]!["text/plain"]));
        Assert.Equal(("error", "CompilationError"), ((string?)values["bad"]!["status"], (string?)values["bad"]!["ename"]));
    }

    [Fact]
    public void A_recorded_message_that_is_sent_again_is_dropped()
    {
        frontEnd.Reply(frontEnd.Shell, frontEnd.Execute("var times = 0;"));
        var request = frontEnd.Execute("times++;");
        frontEnd.Reply(frontEnd.Shell, request);
        frontEnd.Shell.SendMultipartMessage(request.ToFrames(frontEnd.Key));
        Assert.Equal("1", Result(frontEnd.Execute("times")));
    }

    [Fact]
    public void A_name_is_completed_and_explained()
    {
        frontEnd.Reply(frontEnd.Shell, frontEnd.Execute("var smiling = \"😀\";"));
        const string Code = "var s = \"😀\"; smil";
        var completed = frontEnd.Ask(frontEnd.Shell, "complete_request", new JsonObject { ["code"] = Code, ["cursor_pos"] = 17 }).Content;
        Assert.Equal(["smiling"], completed["matches"]!.AsArray().Select(match => (string?)match));
        Assert.Equal((13, 17), ((int?)completed["cursor_start"], (int?)completed["cursor_end"]));
        Assert.Equal("field", (string?)completed["metadata"]!["_jupyter_types_experimental"]![0]!["type"]);
        var inspected = frontEnd.Ask(frontEnd.Shell, "inspect_request", new JsonObject { ["code"] = "Math.Max(1, 2)", ["cursor_pos"] = 7, ["detail_level"] = 0 }).Content;
        Assert.True((bool?)inspected["found"]);
        Assert.Contains("int Math.Max(int val1, int val2)", (string?)inspected["data"]!["text/plain"], StringComparison.Ordinal);
        Assert.False((bool?)frontEnd.Ask(frontEnd.Shell, "inspect_request", new JsonObject { ["code"] = " ", ["cursor_pos"] = 0 }).Content["found"]);
    }

    [Fact]
    public void The_history_has_the_cells_that_count()
    {
        frontEnd.Reply(frontEnd.Shell, frontEnd.Execute("var hidden = 1;", new JsonObject { ["store_history"] = false }));
        var line = (int)frontEnd.Reply(frontEnd.Shell, frontEnd.Execute("var kept = 1;")).Content["execution_count"]!;
        Assert.Equal([$"{line}: var kept = 1;"], History(new JsonObject { ["hist_access_type"] = "tail", ["n"] = 1 }));
        Assert.Equal([$"{line}: var kept = 1;"], History(new JsonObject { ["hist_access_type"] = "range", ["session"] = 0, ["start"] = line, ["stop"] = line + 1 }));
        Assert.Equal([$"{line}: var kept = 1;"], History(new JsonObject { ["hist_access_type"] = "search", ["pattern"] = "var kept =*", ["n"] = 1 }));
        Assert.Empty(History(new JsonObject { ["hist_access_type"] = "search", ["pattern"] = "*hidden*" }));
    }

    [Theory]
    [InlineData("while (true);")]
    [InlineData("Thread.Sleep(Timeout.Infinite);")]
    [InlineData("[System.Runtime.InteropServices.DllImport(\"libc\")] static extern int poll(nint fds, nint count, int milliseconds); while (true) poll(0, 0, -1);")]
    public void An_interrupt_ends_the_cell_and_keeps_the_kernel(string code)
    {
        Assert.Equal("ok", (string?)frontEnd.Reply(frontEnd.Shell, frontEnd.Execute("var kept = 42;")).Content["status"]);
        AssertInterrupted(frontEnd.Execute(code));
        var request = frontEnd.Execute("kept");
        Assert.Equal("42", (string?)frontEnd.Published(request).Single(message => message.Type == "execute_result").Content["data"]!["text/plain"]);
    }

    [Fact]
    public void An_interrupt_while_no_cell_runs_is_answered_and_does_nothing()
    {
        Assert.Equal("ok", (string?)frontEnd.Ask(frontEnd.Control, "interrupt_request", []).Content["status"]);
        Assert.Equal("ok", (string?)frontEnd.Reply(frontEnd.Shell, frontEnd.Execute("1")).Content["status"]);
    }

    [Theory]
    [InlineData("1 + 1", "complete")]
    [InlineData("if (true) {", "incomplete")]
    [InlineData("}", "invalid")]
    public void The_kernel_says_whether_a_text_is_complete(string code, string status) =>
        Assert.Equal(status, (string?)frontEnd.Ask(frontEnd.Shell, "is_complete_request", new JsonObject { ["code"] = code }).Content["status"]);

    [Fact]
    public void An_update_names_the_display_that_it_replaces()
    {
        var messages = frontEnd.Published(frontEnd.Execute("var shown = 1.Display(); shown.Update(2);"));
        var display = messages.Single(message => message.Type == "display_data").Content;
        var update = messages.Single(message => message.Type == "update_display_data").Content;
        Assert.Equal((string?)display["transient"]!["display_id"], (string?)update["transient"]!["display_id"]);
        Assert.Equal("2", (string?)update["data"]!["text/plain"]);
    }

    private void AssertInterrupted(JupyterMessage cell)
    {
        // An interrupt that comes before the cell has started is for no cell.
        JupyterMessage? reply = null;
        for (var attempt = 0; attempt < 100 && reply is null; attempt++)
        {
            Assert.Equal("ok", (string?)frontEnd.Ask(frontEnd.Control, "interrupt_request", []).Content["status"]);
            reply = frontEnd.TryReply(frontEnd.Shell, cell, TimeSpan.FromMilliseconds(300));
        }

        Assert.Equal("Interrupted", (string?)reply?.Content["ename"]);
    }

    private int Count(string code) => (int)frontEnd.Reply(frontEnd.Shell, frontEnd.Execute(code)).Content["execution_count"]!;

    private string?[] States(JupyterMessage request) =>
        [.. frontEnd.Published(request).Select(message => (string?)message.Content["execution_state"] ?? message.Type)];

    private NetMQMessage Signed(NetMQMessage message)
    {
        using var hmac = new System.Security.Cryptography.HMACSHA256(Encoding.UTF8.GetBytes(frontEnd.Key));
        var parts = message.Skip(2).SelectMany(frame => frame.ToByteArray()).ToArray();
        return new NetMQMessage([message[0].ToByteArray(), Encoding.ASCII.GetBytes(Convert.ToHexStringLower(hmac.ComputeHash(parts))), .. message.Skip(2).Select(frame => frame.ToByteArray())]);
    }

    private string? Result(JupyterMessage cell) =>
        (string?)frontEnd.Published(cell).Single(message => message.Type == "execute_result").Content["data"]!["text/plain"];

    private IEnumerable<string> History(JsonObject request) =>
        frontEnd.Ask(frontEnd.Shell, "history_request", request).Content["history"]!.AsArray().Select(entry => $"{(int)entry![1]!}: {(string?)entry[2]}");
}
