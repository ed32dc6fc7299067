using Ipc.Children;
using Ipc.Native;
using Ipc.Signals;

namespace Ipc.Tests.Signals;

public sealed class SignalTests
{
    [Fact]
    public void A_standard_signal_is_pending_once_and_a_real_time_signal_as_often_as_it_was_sent() => Assert.Equal(
        [
            new PendingSignals(Signal.SIGUSR1, "kill", 3, 3, 1, ""),
            new PendingSignals(Signal.SIGUSR1, "sigqueue", 3, 3, 1, "101"),
            new PendingSignals(Signal.SIGRTMIN, "kill", 3, 3, 3, ""),
            new PendingSignals(Signal.SIGRTMIN, "sigqueue", 3, 3, 3, string.Join(", ", PendingSignals.SentWords)),
        ],
        PendingSignals.ObserveAll());

    [Fact]
    public void The_lowest_number_is_taken_first_and_its_handler_runs_last() => Assert.Equal(
        ["SIGUSR1, SIGRTMIN, SIGRTMIN+1, SIGRTMIN+2", "SIGRTMIN+2, SIGRTMIN+1, SIGRTMIN, SIGUSR1"],
        DeliveryOrder.ObserveAll().Select(order => order.Taken));

    [Fact]
    public void Past_the_limit_a_queued_signal_is_refused_and_a_standard_one_is_not()
    {
        var limit = PendingLimit.Observe();
        Assert.InRange(limit.Accepted, 0, limit.Limit);
        Assert.Equal((Errno.EAGAIN, true), (limit.Refusal, limit.StandardAccepted));
    }

    [Fact]
    public void SA_RESTART_lets_read_and_wait_go_on_but_not_poll() => Assert.Equal(
        [Errno.EINTR, null, Errno.EINTR, null, Errno.EINTR, Errno.EINTR],
        InterruptedCall.ObserveAll().Select(call => call.Errno));

    [Fact]
    public void Fork_drops_what_is_pending_and_exec_drops_handlers() => Assert.Equal(
        ["SIGUSR2/SIGUSR2/SIGHUP/SIGUSR1", "none/SIGUSR2/SIGHUP/SIGUSR1", "SIGUSR2/SIGUSR2/SIGHUP/none"],
        SignalState.ObserveAll().Select(state => $"{state.Pending}/{state.Blocked}/{state.Ignored}/{state.Caught}"));

    [Fact]
    public void A_pidfd_names_a_zombie_too_and_nobody_else_after_it() =>
        Assert.Equal([null, null, Errno.ESRCH], PidfdSignal.ObserveAll().Select(signal => signal.Errno));

    [Fact]
    public void Most_signals_end_a_process_that_said_nothing_about_them_and_two_cannot_be_refused()
    {
        var actions = DefaultAction.ObserveAll().ToDictionary(action => action.Effect);
        Assert.Equal("SIGCHLD SIGCONT SIGURG SIGWINCH", actions["went on"].Signals.ToString());
        Assert.Equal("SIGSTOP SIGTSTP SIGTTIN SIGTTOU", actions["stopped"].Signals.ToString());
        Assert.Equal(31, actions.Values.Sum(action => System.Numerics.BitOperations.PopCount(action.Signals.Bits)));
        Assert.Equal(("SIGKILL", "SIGSTOP", "none"), (actions["ended"].Refused.ToString(), actions["stopped"].Refused.ToString(), actions["went on"].Refused.ToString()));
    }

    [Fact]
    public void A_signal_tells_who_sent_it_and_how() => Assert.Equal(
        [
            ("SI_USER", "the sender's", null),
            ("SI_QUEUE", "the sender's", 4711L),
            ("SI_TKILL", "its own", null),
            ("SI_TKILL", "its own", null),
            ("SI_USER", "its own", null),
            ("SI_KERNEL", "none", null),
            ("CLD_EXITED", "the child's", (long?)3),
        ],
        SignalSource.ObserveAll().Select(source => (source.Code, source.Sender, source.Word)));

    [Fact]
    public void A_signal_names_the_user_who_sent_it() =>
        Assert.All(SignalSource.ObserveAll().Where(source => source.User is not null), source => Assert.Equal((int)Unistd.EffectiveUser(), source.User));

    [Fact]
    public void A_thread_that_does_not_block_a_signal_takes_it() => Assert.Equal(
        ["the first", "the first", "the second", "the second, once it unblocked the signal", "the second"],
        SignalTarget.ObserveAll().Select(target => target.TakenBy));

    [Fact]
    public void SIGCHLD_tells_of_stops_unless_SA_NOCLDSTOP_is_set_and_of_the_end_always() => Assert.Equal(
        [("CLD_STOPPED", 19, false), ("CLD_CONTINUED", 18, false), ("CLD_KILLED", 15, true), ("CLD_EXITED", 7L, true)],
        ChildNews.ObserveAll().Select(news => (news.Code, news.Status!.Value, news.WithNoStops)));

    [Fact]
    public void A_handler_that_needs_what_the_program_has_locked_never_returns() =>
        Assert.Equal([true, false, true], HandlerSafety.ObserveAll().Select(safety => safety.Returned));

    [Fact]
    public void A_handler_of_its_own_runs_its_steps_within_the_call_that_raised_the_signal()
    {
        using var word = SharedWord.Create();
        using var child = Fork.Start(c =>
        {
            c.SetHandler(Signal.SIGUSR1, () => c.Add(word, 1));
            c.Raise(Signal.SIGUSR1);
            c.Raise(Signal.SIGUSR1);
            c.Exit(c.Load(word));
        });
        Assert.Equal(new ExitStatus.Exited(2), child.Wait());
        var (raise, added) = (child.Trace.Steps.First(step => step.Call == "raise"), child.Trace.Steps.First(step => step.Call == "fetch_add"));
        Assert.True(raise.Start <= added.Start && added.End <= raise.End);
    }

    [Fact]
    public void A_second_handler_for_a_signal_is_refused_when_it_is_recorded() => Assert.Throws<InvalidOperationException>(() => Fork.Start(c =>
    {
        c.SetHandler(Signal.SIGUSR1, () => c.GetPid());
        c.SetHandler(Signal.SIGUSR1, () => c.GetPid());
        c.Exit(0);
    }));

    [Fact]
    public void A_signalfd_gives_one_record_for_each_pending_signal()
    {
        Value? read = null;
        using var child = Fork.Start(c =>
        {
            c.Block(Signal.SIGUSR1, Signal.SIGRTMIN);
            var self = c.GetPid();
            c.Kill(self, Signal.SIGUSR1);
            c.SigQueue(self, Signal.SIGRTMIN, 1);
            c.SigQueue(self, Signal.SIGRTMIN, 2);
            read = c.Read(c.SignalFd(Signal.SIGUSR1, Signal.SIGRTMIN));
            c.Exit(0);
        });
        Assert.Equal(new ExitStatus.Exited(0), child.Wait());
        Assert.Equal(3 * 128, child.StepsOf(read!)[0].Result);
    }
}
