using Course.Engine;

namespace Course.Tests.Engine;

public sealed class InterruptTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact(Timeout = 60_000)]
    public async Task A_cell_that_cannot_be_cancelled_runs_to_its_end()
    {
        var session = new TestSession();
        var cell = await Task.Run(() => session.RunUntil("6 * 7", CancellationToken.None), TestContext.Current.CancellationToken);
        Assert.Equal("42", cell.Text);
    }

    [Fact]
    public void A_cell_cancelled_before_it_starts_does_not_run()
    {
        var cell = new TestSession().RunUntil("Console.WriteLine(1);", new CancellationToken(canceled: true));
        Assert.Equal("Interrupted", cell.Failure.Name);
        Assert.Empty(cell.Outputs);
    }

    [Theory]
    [InlineData("a loop", "while (true);")]
    [InlineData("a loop that catches", "while (true) { try { while (true); } catch { } }")]
    [InlineData("a sleep", "Thread.Sleep(Timeout.Infinite);")]
    [InlineData("an await", "await Task.Delay(Timeout.Infinite);")]
    [InlineData("a task waited for", "new TaskCompletionSource().Task.Wait();")]
    [InlineData("a lock held elsewhere", "var held = new object(); var taken = new ManualResetEventSlim(); new Thread(() => { lock (held) { taken.Set(); Thread.Sleep(Timeout.Infinite); } }) { IsBackground = true }.Start(); taken.Wait(); lock (held) { }")]
    [InlineData("a system call", "[System.Runtime.InteropServices.DllImport(\"libc\")] static extern int pause(); while (true) pause();")]
    [InlineData("a wait for a child", "#r \"../lib/bin/Ipc.dll\"\nusing (var child = Ipc.Children.Fork.Start(c => { c.Sleep(TimeSpan.FromMinutes(5)); c.Exit(0); }, new() { Deadline = TimeSpan.FromMinutes(10) })) child.Wait();")]
    [InlineData("a read that nothing comes to", "#r \"../lib/bin/Ipc.dll\"\nusing (var pipe = Ipc.Pipes.Pipe.Create()) pipe.ReadEnd.Read(1);")]
    [InlineData("a process of .NET's", "using (var sleep = System.Diagnostics.Process.Start(\"sleep\", \"300\")) try { sleep.WaitForExit(); } finally { sleep.Kill(); sleep.WaitForExit(); }")]
    [InlineData("a result that is never formatted", "new Endless()")]
    public void A_cell_that_does_not_end_is_interrupted_and_what_was_declared_before_is_kept(string what, string cell)
    {
        var session = new TestSession();
        _ = session.Run("var kept = 42; class Endless { public override string ToString() { while (true); } } Microsoft.DotNet.Interactive.Formatting.Formatter.SetPreferredMimeTypesFor(typeof(Endless), \"text/plain\");").Value;
        using var stop = new CancellationTokenSource();
        var watch = System.Diagnostics.Stopwatch.StartNew();
        stop.CancelAfter(TimeSpan.FromMilliseconds(300));
        var failure = session.RunUntil(cell, stop.Token).Failure;
        Assert.Equal(("Interrupted", what), (failure.Name, what));
        Assert.True(watch.Elapsed < Patience, $"{what} took {watch.Elapsed}");
        Assert.Equal("42", session.Run("kept").Text);
    }

    // An abort in the middle of an allocation ended the process about once in twenty times.
    [Fact]
    public void A_loop_that_allocates_is_interrupted_time_after_time()
    {
        var session = new TestSession();
        _ = session.Run("var kept = new List<byte[]>(); var turns = 0;");
        for (var time = 0; time < 40; time++)
        {
            using var stop = new CancellationTokenSource();
            var cell = session.RunUntil("Console.WriteLine(); for (;; turns++) { kept.Add(new byte[100]); if (kept.Count > 1000) kept.Clear(); }", stop.Token, () => stop.CancelAfter(TimeSpan.FromMilliseconds(10)));
            Assert.Equal("Interrupted", cell.Failure.Name);
        }

        Assert.True(int.Parse(session.Run("turns").Text!, System.Globalization.CultureInfo.InvariantCulture) > 0);
    }

    [Theory]
    [InlineData("while (true);")]
    [InlineData("do { } while (true);")]
    [InlineData("for (;;) for (;;) _ = 1; // for ever")]
    [InlineData("foreach (var (one, other) in Pairs()) if (one == other) { }")]
    [InlineData("await foreach (var one in Later()) { }")]
    [InlineData("void Local() { while (true) _ = $\"{1}\"; } Local();")]
    public void A_loop_of_the_cell_ends_where_it_can_be_caught(string loop)
    {
        var session = new TestSession();
        _ = session.Run("""
            IEnumerable<(int, int)> Pairs() { while (true) yield return (1, 1); }
            async IAsyncEnumerable<int> Later() { while (true) { await Task.Yield(); yield return 1; } }
            var caught = "nothing";
            """);
        using var stop = new CancellationTokenSource();
        var cell = session.RunUntil($"Console.WriteLine(); try {{ {loop}\n }} catch (Exception e) {{ caught = e.GetType().Name; throw; }}", stop.Token, () => stop.CancelAfter(TimeSpan.FromMilliseconds(10)));
        Assert.Equal("Interrupted", cell.Failure.Name);
        Assert.Equal("OperationCanceledException", session.Run("caught").Text);
    }

    [Fact]
    public void A_loop_on_another_thread_that_the_cell_has_started_ends_with_the_cell()
    {
        var session = new TestSession();
        using var stop = new CancellationTokenSource();
        var cell = session.RunUntil("var busy = Task.Run(() => { while (true); }); Console.WriteLine(); busy.Wait();", stop.Token, stop.Cancel);
        Assert.Equal("Interrupted", cell.Failure.Name);
        Assert.Equal("true", session.Run("SpinWait.SpinUntil(() => busy.IsCompleted, TimeSpan.FromSeconds(20))").Text!.ToLowerInvariant());
    }

    [Fact]
    public void What_the_compiler_says_is_said_of_the_cell_as_it_was_written() =>
        Assert.StartsWith("(1,28): error CS0103", new TestSession().Run("while (true) { if (true) { absent(); } }").Failure.Message, StringComparison.Ordinal);

    [Fact]
    public void An_interrupted_cell_shows_what_its_child_waited_for()
    {
        using var stop = new CancellationTokenSource();
        const string Cell = """
            #r "../lib/bin/Ipc.dll"
            #r "../lib/bin/Ipc.Notebooks.dll"
            Ipc.Notebooks.Lab.Open("interrupt");
            using (var pipe = Ipc.Pipes.Pipe.Create())
            using (var child = Ipc.Children.Fork.Start(c => { c.Read(pipe.ReadEnd); c.Exit(0); }))
            {
                Console.WriteLine("started");
                child.Wait();
            }
            """;
        var cell = new TestSession().RunUntil(Cell, stop.Token, onText: () => stop.CancelAfter(TimeSpan.FromMilliseconds(100)));
        Assert.Equal("Interrupted", cell.Failure.Name);
        Assert.Matches(@"the cell was interrupted: pid \d+ reads from pipe \d+; its write end is open in this notebook \(pid \d+\)", cell.Failure.Message);
        Assert.Contains("<svg", Assert.Single(cell.Displays).Data["text/html"], StringComparison.Ordinal);
    }

    [Fact]
    public void An_exception_that_brings_an_observation_shows_it_above_the_error()
    {
        const string Cell = """
            #r "../lib/bin/Ipc.dll"
            #r "../lib/bin/Ipc.Notebooks.dll"
            Ipc.Notebooks.Lab.Open("deadline");
            using (var word = Ipc.Children.SharedWord.Create())
            using (var child = Ipc.Children.Fork.Start(c => { c.FutexWait(word, 0); c.Exit(0); }, new() { Deadline = TimeSpan.FromSeconds(0.2) }))
                child.Wait();
            """;
        var cell = new TestSession().Run(Cell);
        Assert.Equal("Ipc.Children.ChildDeadlineException", cell.Failure.Name);
        Assert.Contains("waits for a wake-up at the futex", Assert.Single(cell.Displays).Data["text/html"], StringComparison.Ordinal);
    }

    [Fact]
    public void Cancelling_returns_at_once_while_the_cell_does_not_end()
    {
        using var stop = new CancellationTokenSource();
        using var release = new ManualResetEventSlim();
        using var entered = new ManualResetEventSlim();
        var thread = new Thread(() => Ended(() => InterruptibleRun.Run(
            () =>
            {
                try
                {
                }
                finally
                {
                    // No abort reaches a finally block.
                    entered.Set();
                    while (!release.IsSet)
                    {
                    }
                }
            },
            stop.Token)));
        thread.Start();
        entered.Wait(TestContext.Current.CancellationToken);
        stop.Cancel();
        Assert.True(thread.IsAlive);
        release.Set();
        Assert.True(thread.Join(Patience));
    }

    private static void Ended(Action action)
    {
        try
        {
            action();
        }
        catch (OperationCanceledException)
        {
            // The abort can come as late as after the last instruction, or not.
        }
    }
}
