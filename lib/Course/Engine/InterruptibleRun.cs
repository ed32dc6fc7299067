using System.Runtime;
using System.Runtime.ExceptionServices;

namespace Course.Engine;

/// <summary>Runs a cell's code so that it can be ended from outside, whatever it does: a loop, a wait of the runtime, a system call that blocks.</summary>
/// <remarks>
/// Every run has a thread of its own. An abort that reaches a loop throws out of the runtime's signal handler and leaves that
/// signal blocked, so the same thread could be neither aborted nor suspended a second time.
/// </remarks>
internal static class InterruptibleRun
{
    private const int StackBytes = 16 << 20;
    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromMilliseconds(20);

    /// <summary>Runs the action and returns when it has ended.</summary>
    /// <param name="cancelled">Ends the action. Cancelling it returns at once, also while the action does not end.</param>
    /// <param name="beforeInterrupt">Called with the id of the action's thread when it is to be ended, while it still does what it did.</param>
    /// <exception cref="OperationCanceledException">The action was ended.</exception>
    internal static void Run(Action action, CancellationToken cancelled, Action<int>? beforeInterrupt = null)
    {
        cancelled.ThrowIfCancellationRequested();
        using var abort = new CancellationTokenSource();
        var (thread, call, thrown) = (default(Thread), default(BlockingCall), default(ExceptionDispatchInfo));
        thread = new Thread(
            () =>
            {
                try
                {
                    Volatile.Write(ref call, BlockingCall.OfThisThread());
                    Abortable(action, abort.Token);
                }
                catch (Exception e)
                {
                    thrown = ExceptionDispatchInfo.Capture(e);
                }
            },
            StackBytes)
        { IsBackground = true, Name = "cell" };
        thread.Start();
        Thread? interrupter = null;
        using (cancelled.UnsafeRegister(_ => interrupter = Start(() => Interrupt(thread, () => Volatile.Read(ref call), abort, beforeInterrupt)), null))
        {
            thread.Join();
        }

        interrupter?.Join();
        if (thrown?.SourceException is ThreadInterruptedException && cancelled.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancelled);
        }

        thrown?.Throw();
    }

    /// <summary>An abort reaches running code only, and asking for it returns once it has; what blocks meanwhile is made to return.</summary>
    private static void Interrupt(Thread thread, Func<BlockingCall?> call, CancellationTokenSource abort, Action<int>? before)
    {
        if (call() is { } running)
        {
            before?.Invoke(running.ThreadId);
        }

        var aborting = Start(abort.Cancel);
        while (!thread.Join(BetweenAttempts))
        {
            call()?.Interrupt();
            if (thread.ThreadState.HasFlag(ThreadState.WaitSleepJoin))
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
