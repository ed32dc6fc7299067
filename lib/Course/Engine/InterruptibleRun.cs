using System.Diagnostics;
using System.Runtime;
using System.Runtime.ExceptionServices;

namespace Course.Engine;

/// <summary>Runs a cell's code so that it can be ended from outside, whatever it does: a loop, a wait of the runtime, a system call that blocks.</summary>
/// <remarks>
/// What prints, shows, sleeps or waits is ended by an exception from there, and a loop of the cell's own by one at its next turn
/// (<see cref="LoopTurn"/>). Only what does none of that is aborted: a loop in a library. An abort is a danger: now and then it
/// comes at an instruction where the runtime cannot throw, and ends the whole process
/// ("terminate called after throwing an instance of 'PAL_SEHException'").
/// Every run has a thread of its own. An abort that reaches a loop throws out of the runtime's signal handler and leaves that
/// signal blocked, so the same thread could be neither aborted nor suspended a second time.
/// </remarks>
internal static class InterruptibleRun
{
    private const int StackBytes = 16 << 20;
    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromMilliseconds(20), BetweenLaterAttempts = TimeSpan.FromSeconds(1), Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan BeforeAbort = TimeSpan.FromMilliseconds(150);
    private static readonly AsyncLocal<CancellationToken> Current = new();

    /// <summary>Ends what runs here, on the action's thread or on another that it has started, where the action is to be ended.</summary>
    /// <exception cref="OperationCanceledException">It is.</exception>
    internal static void ThrowIfInterrupted() => Current.Value.ThrowIfCancellationRequested();

    /// <summary>Runs the action and returns when it has ended, or some seconds after it was to end and did not.</summary>
    /// <param name="cancelled">Ends the action. Cancelling it returns at once, also while the action does not end.</param>
    /// <param name="beforeInterrupt">Called with the id of the action's thread when it is to be ended, while it still does what it did.</param>
    /// <exception cref="OperationCanceledException">The action was ended.</exception>
    /// <exception cref="UnstoppableException">It does not end: it blocks in native code that does not return, or loops where no abort reaches it. Its thread goes on, and is tried again every second.</exception>
    internal static void Run(Action action, CancellationToken cancelled, Action<int>? beforeInterrupt = null)
    {
        cancelled.ThrowIfCancellationRequested();
        var abort = new CancellationTokenSource();
        var ended = new ManualResetEventSlim();
        var (thread, call, thrown) = (default(Thread), default(BlockingCall), default(ExceptionDispatchInfo));
        thread = new Thread(
            () =>
            {
                try
                {
                    Current.Value = cancelled;
                    Volatile.Write(ref call, BlockingCall.OfThisThread());
                    Abortable(action, abort.Token);
                }
                catch (Exception e)
                {
                    thrown = ExceptionDispatchInfo.Capture(e);
                }

                ended.Set();
            },
            StackBytes)
        { IsBackground = true, Name = "cell" };
        thread.Start();
        Thread? interrupter = null;
        using (cancelled.UnsafeRegister(_ => interrupter = Start(() => Interrupt(thread, () => Volatile.Read(ref call), abort, beforeInterrupt)), null))
        {
            if (!Ended(thread, ended, cancelled))
            {
                throw new UnstoppableException(Volatile.Read(ref call)?.ThreadId);
            }
        }

        interrupter?.Join();
        abort.Dispose();
        if (thrown?.SourceException is ThreadInterruptedException && cancelled.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancelled);
        }

        thrown?.Throw();
    }

    /// <returns>False where the thread was to end and has not.</returns>
    private static bool Ended(Thread thread, ManualResetEventSlim ended, CancellationToken cancelled)
    {
        try
        {
            ended.Wait(cancelled);
            thread.Join();
            return true;
        }
        catch (OperationCanceledException)
        {
            return thread.Join(Patience);
        }
    }

    /// <summary>An abort reaches running code only, and asking for it returns once it has; what blocks meanwhile is made to return.</summary>
    private static void Interrupt(Thread thread, Func<BlockingCall?> call, CancellationTokenSource abort, Action<int>? before)
    {
        if (call() is { } running)
        {
            before?.Invoke(running.ThreadId);
        }

        using var loops = LoopTurn.Ask();
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < BeforeAbort)
        {
            if (thread.ThreadState.HasFlag(System.Threading.ThreadState.WaitSleepJoin))
            {
                thread.Interrupt();
            }

            if (thread.Join(BetweenAttempts))
            {
                return;
            }
        }

        var aborting = Start(abort.Cancel);
        while (!thread.Join(watch.Elapsed < Patience ? BetweenAttempts : BetweenLaterAttempts))
        {
            call()?.Interrupt();
            if (thread.ThreadState.HasFlag(System.Threading.ThreadState.WaitSleepJoin))
            {
                thread.Interrupt();
            }
        }

        aborting.Join();
    }

    private static Thread Start(ThreadStart action)
    {
        var thread = new Thread(action) { IsBackground = true, Name = "interrupt" };
        thread.Start();
        return thread;
    }

#pragma warning disable SYSLIB0046 // the one way to end a cell that loops without end and keep its variables
    /// <summary>The token must be able to cancel: with <see cref="CancellationToken.None"/> ControlledExecution waits for ever for a cancellation to end.</summary>
    private static void Abortable(Action action, CancellationToken abort) => ControlledExecution.Run(action, abort);
#pragma warning restore SYSLIB0046
}
