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
        { "half a character", ["<IDS|MSG>", "", "{\"msg_id\": \"1\", \"msg_type\": \"x\"}", "{}", "{}", "{\"value\": \"\\ud83d\"}"] },
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

    [Theory]
    [InlineData("throw new Exception(\"from the callback\")")]
    [InlineData("Console.WriteLine(\"stopping\")")]
    public void What_a_cell_registers_for_its_interrupt_may_fail(string callback)
    {
        var cell = frontEnd.Execute($"Microsoft.DotNet.Interactive.KernelInvocationContext.Current.CancellationToken.Register(() => {callback}); System.Threading.Thread.Sleep(-1);");
        AssertInterrupted(cell);
        frontEnd.AssertLives();
    }

    [Theory]
    [InlineData("#!value --name a --name b\nx", "#!value")]
    [InlineData("#!value --name c --mime-type application/json\nno JSON", "")]
    public void A_command_that_fails_in_a_way_of_its_own_fails_alone(string source, string message)
    {
        var reply = frontEnd.Reply(frontEnd.Shell, frontEnd.Execute(source)).Content;
        Assert.Equal(message.Length > 0 ? "error" : "ok", (string?)reply["status"]);
        Assert.Contains(message, (string?)reply["evalue"] ?? "", StringComparison.Ordinal);
        frontEnd.AssertLives();
    }

    [Fact]
    public void A_question_that_a_command_asks_is_interrupted()
    {
        var cell = frontEnd.Execute("#!set --name asked --value @input:\"Name?\"", new JsonObject { ["allow_stdin"] = true });
        Assert.True(SpinWait.SpinUntil(() => frontEnd.Stdin.HasIn, TimeSpan.FromSeconds(60)));
        AssertInterrupted(cell);
        frontEnd.AnswerInput(cell, "too late");
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
    [InlineData("await Task.Delay(Timeout.Infinite);")]
    [InlineData("[System.Runtime.InteropServices.DllImport(\"libc\")] static extern int open(string path, int flags); [System.Runtime.InteropServices.DllImport(\"libc\")] static extern int flock(int fd, int operation); int held = open(\".\", 0), other = open(\".\", 0); flock(held, 2); while (flock(other, 2) != 0);")]
    [InlineData("[System.Runtime.InteropServices.DllImport(\"libc\")] static extern int sem_init(nint semaphore, int shared, uint value); [System.Runtime.InteropServices.DllImport(\"libc\")] static extern int sem_wait(nint semaphore); var semaphore = System.Runtime.InteropServices.Marshal.AllocHGlobal(64); sem_init(semaphore, 0, 0); while (sem_wait(semaphore) != 0);")]
    [InlineData("[System.Runtime.InteropServices.DllImport(\"libc\")] static extern int pipe(int[] ends); [System.Runtime.InteropServices.DllImport(\"libc\")] static extern nint read(int fd, byte[] buffer, nint count); var ends = new int[2]; pipe(ends); while (read(ends[0], new byte[1], 1) < 0);")]
    [InlineData("[System.Runtime.InteropServices.DllImport(\"libc\")] static extern int waitpid(int pid, nint status, int options); using (var sleep = System.Diagnostics.Process.Start(\"sleep\", \"300\")) try { while (waitpid(sleep.Id, 0, 0) < 0); } finally { sleep.Kill(); }")]
    public void An_interrupt_ends_the_cell_and_keeps_the_kernel(string code)
    {
        Assert.Equal("ok", (string?)frontEnd.Reply(frontEnd.Shell, frontEnd.Execute("var kept = 42;")).Content["status"]);
        AssertInterrupted(frontEnd.Execute(code));
        var request = frontEnd.Execute("kept");
        Assert.Equal("42", (string?)frontEnd.Published(request).Single(message => message.Type == "execute_result").Content["data"]!["text/plain"]);
    }

    /// <summary>glibc makes the futex call of a mutex again, whatever the signal: nothing ends this thread.</summary>
    [Fact]
    public void A_thread_that_cannot_be_stopped_is_told_and_the_next_cell_runs()
    {
        Assert.Equal("ok", (string?)frontEnd.Reply(frontEnd.Shell, frontEnd.Execute("var held = 42;")).Content["status"]);
        var cell = frontEnd.Execute(
            """
            [System.Runtime.InteropServices.DllImport("libc")] static extern int pthread_mutex_lock(nint mutex);
            var mutex = System.Runtime.InteropServices.Marshal.AllocHGlobal(64);
            System.Runtime.InteropServices.Marshal.Copy(new byte[64], 0, mutex, 64);
            try { }
            finally
            {
                Console.WriteLine("locks twice");
                pthread_mutex_lock(mutex);
                pthread_mutex_lock(mutex);
            }
            """);
        frontEnd.AwaitStream(cell);
        var failure = AssertInterrupted(cell);
        Assert.Matches(@"its thread \(tid \d+\) does not stop", (string?)failure["evalue"]);
        Assert.Equal("42", Result(frontEnd.Execute("held")));
        AssertInterrupted(frontEnd.Execute("while (true);"));
    }

    /// <summary>An abort can reach the cell's thread wherever it is in what shows things.</summary>
    [Theory]
    [InlineData("while (true) 1.Display();")]
    [InlineData("while (true) Console.WriteLine(1);")]
    public void A_cell_that_shows_things_without_end_is_interrupted_again_and_again(string code)
    {
        for (var i = 0; i < 10; i++)
        {
            var cell = frontEnd.Execute(code);
            AssertInterrupted(cell);
            Assert.Equal(["error", "status"], frontEnd.Published(cell).Select(message => message.Type).TakeLast(2));
            Assert.Equal("42", Result(frontEnd.Execute("6 * 7")));
        }
    }

    [Fact]
    public void A_cell_that_prints_a_gigabyte_is_cut_and_told_and_the_kernels_memory_stays()
    {
        frontEnd.Reply(frontEnd.Shell, frontEnd.Execute("var megabyte = new string('x', 1 << 20); Console.Write(megabyte);"));
        var before = Ipc.ProcFs.ProcessStat.Of(frontEnd.Process.Id).ResidentBytes;
        var cell = frontEnd.Execute("for (var i = 0; i < 1024; i++) Console.Write(megabyte);");
        var text = string.Concat(frontEnd.Published(cell).Where(message => message.Type == "stream").Select(message => (string?)message.Content["text"]));
        Assert.Matches(@"^x{1048576}\n\[cut: this cell's stdout is limited to 1048576 characters\]\n$", text);
        Assert.InRange(Ipc.ProcFs.ProcessStat.Of(frontEnd.Process.Id).ResidentBytes - before, long.MinValue, 100 << 20);
    }

    [Theory]
    [InlineData("var thread = new Thread(() => throw new InvalidOperationException(\"alone\")); thread.Start(); thread.Join();", "ended a thread", "alone")]
    [InlineData("void Lose() => ((IAsyncResult)Task.Run(() => throw new InvalidOperationException(\"lost\"))).AsyncWaitHandle.WaitOne(); var loser = new Thread(Lose); loser.Start(); loser.Join(); GC.Collect(); GC.WaitForPendingFinalizers();", "ended a task", "lost")]
    public void An_exception_that_no_cell_catches_is_shown_and_the_kernel_lives(string code, string what, string message)
    {
        var cell = frontEnd.Execute(code);
        Assert.Equal("ok", (string?)frontEnd.Reply(frontEnd.Shell, cell).Content["status"]);
        var error = string.Concat(frontEnd.Published(cell).Where(output => output.Type == "stream" && (string?)output.Content["name"] == "stderr").Select(output => (string?)output.Content["text"]));
        Assert.Contains(what, error, StringComparison.Ordinal);
        Assert.Contains($"System.InvalidOperationException: {message}", error, StringComparison.Ordinal);
        frontEnd.AssertLives();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_cell_takes_away_what_it_has_shown(bool wait)
    {
        var published = frontEnd.Published(frontEnd.Execute($"Console.WriteLine(1); Kernel.ClearOutput(wait: {(wait ? "true" : "false")}); Console.WriteLine(2);"));
        var clearing = published.Single(message => message.Type == "clear_output");
        Assert.Equal(wait, (bool?)clearing.Content["wait"]);
        var collected = new CollectedOutputs();
        foreach (var message in published)
        {
            collected.Take(message);
        }

        Assert.Equal([new Course.Notebooks.Output.Stream("stdout", "2\n")], collected.All);
    }

    [Theory]
    [InlineData("comm_msg")]
    [InlineData("comm_close")]
    public void A_message_for_a_comm_that_there_is_not_is_no_fault(string type)
    {
        Assert.Equal(["busy", "idle"], States(frontEnd.Send(frontEnd.Shell, type, new JsonObject { ["comm_id"] = "gone", ["data"] = new JsonObject() })));
        frontEnd.AssertLives();
        Assert.DoesNotContain(type, frontEnd.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_view_of_variables_gets_their_values_also_while_a_cell_runs()
    {
        frontEnd.Reply(frontEnd.Shell, frontEnd.Execute("var viewed = new List<int> { 6, 7 };"));
        var cell = frontEnd.Execute("while (true);");
        var variables = Debug("inspectVariables", [])["body"]!["variables"]!.AsArray();
        var rich = Debug("richInspectVariables", new JsonObject { ["variableName"] = "viewed" });
        AssertInterrupted(cell);
        var viewed = variables.Single(variable => (string?)variable!["name"] == "viewed")!;
        Assert.Equal(("List<Int32>", "[ 6, 7 ]", 0), ((string?)viewed["type"], (string?)viewed["value"], (int?)viewed["variablesReference"]));
        Assert.True((bool?)rich["success"]);
        Assert.Contains("[ 6, 7 ]", (string?)rich["body"]!["data"]!["text/html"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_debugger_is_neither_announced_nor_there_and_every_debug_request_is_answered()
    {
        var info = frontEnd.Ask(frontEnd.Control, "kernel_info_request", []).Content;
        Assert.False((bool?)info["debugger"] ?? false);
        Assert.DoesNotContain("debugger", (info["supported_features"] as JsonArray ?? []).Select(feature => (string?)feature));
        Assert.False((bool?)Debug("debugInfo", [])["body"]!["isStarted"]);
        foreach (var reply in new[] { Debug("setBreakpoints", []), Debug("richInspectVariables", new JsonObject { ["variableName"] = "no_such_name" }), Debug("richInspectVariables", new JsonObject { ["variableName"] = 7 }) })
        {
            Assert.False((bool?)reply["success"]);
            Assert.NotEmpty((string)reply["message"]!);
        }
    }

    [Fact]
    public void A_value_that_never_shows_itself_is_told_to_a_view_of_variables()
    {
        frontEnd.Reply(frontEnd.Shell, frontEnd.Execute("class Endless { public override string ToString() { while (true); } } Microsoft.DotNet.Interactive.Formatting.Formatter.SetPreferredMimeTypesFor(typeof(Endless), \"text/plain\"); var endless = new Endless();"));
        var reply = Debug("richInspectVariables", new JsonObject { ["variableName"] = "endless" });
        Assert.False((bool?)reply["success"]);
        Assert.Contains("took longer", (string?)reply["message"], StringComparison.Ordinal);
        Assert.Equal("ok", (string?)frontEnd.Reply(frontEnd.Shell, frontEnd.Execute("endless = null;")).Content["status"]);
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

    private JsonObject Debug(string command, JsonObject arguments)
    {
        var reply = frontEnd.Ask(frontEnd.Control, "debug_request", new JsonObject { ["type"] = "request", ["seq"] = 3, ["command"] = command, ["arguments"] = arguments });
        Assert.Equal(("debug_reply", 3, command), (reply.Type, (int?)reply.Content["request_seq"], (string?)reply.Content["command"]));
        return reply.Content;
    }

    /// <returns>The reply's content.</returns>
    private JsonObject AssertInterrupted(JupyterMessage cell)
    {
        // An interrupt that comes before the cell has started is for no cell.
        JupyterMessage? reply = null;
        for (var attempt = 0; attempt < 100 && reply is null; attempt++)
        {
            Assert.Equal("ok", (string?)frontEnd.Ask(frontEnd.Control, "interrupt_request", []).Content["status"]);
            reply = frontEnd.TryReply(frontEnd.Shell, cell, TimeSpan.FromMilliseconds(300));
        }

        Assert.Equal("Interrupted", (string?)reply?.Content["ename"]);
        return reply!.Content;
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
