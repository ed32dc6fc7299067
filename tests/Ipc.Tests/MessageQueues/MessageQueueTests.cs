using Ipc.Children;
using Ipc.MessageQueues;
using Ipc.Native;

namespace Ipc.Tests.MessageQueues;

public sealed class MessageQueueTests
{
    [Fact]
    public void A_posix_queue_gives_the_highest_priority_first_and_the_oldest_of_equals() => Tried(() =>
        Assert.Equal("four (9), two (5), five (5), one (1), three (1)", QueueOrder.ObservePosix().Received));

    [Fact]
    public void A_System_V_queue_gives_what_type_is_asked_for() => Tried(() => Assert.Equal(
        [
            "one (1), two (5), three (1), four (9), five (5)",
            "two (5), five (5), one (1), three (1), four (9)",
            "one (1), three (1), two (5), five (5), four (9)",
        ],
        QueueOrder.ObserveSystemV().Select(order => order.Received)));

    [Fact]
    public void What_a_queue_cannot_serve_has_its_errno() => Tried(() => Assert.Equal(
        [Errno.EAGAIN, Errno.EMSGSIZE, null, null, Errno.EAGAIN, Errno.EMSGSIZE, Errno.ENOMSG, Errno.EINVAL, null, Errno.E2BIG, null, Errno.ENOMSG],
        QueueLimit.ObserveAll().Select(limit => limit.Errno)));

    [Fact]
    public void A_message_outlives_its_sender_and_goes_with_its_queue() => Tried(() =>
        Assert.All([QueueLifetime.ObservePosix(), QueueLifetime.ObserveSystemV()], life => Assert.Equal((true, "ENOENT"), (life.Outlived, life.AfterRemoval))));

    [Fact]
    public void System_V_objects_are_in_proc_and_posix_objects_are_files() => Tried(() =>
    {
        foreach (var listing in ObjectListing.ObserveAll())
        {
            Assert.Equal(listing.IsSystemV, listing.SysVIpc);
            if (listing.Ipcs is { } listed)
            {
                Assert.Equal(listing.IsSystemV, listed);
            }

            if (!listing.IsSystemV && Directory.Exists("/dev/mqueue") && new DriveInfo("/dev/mqueue").DriveFormat == "mqueue")
            {
                Assert.NotEqual("", listing.File);
            }
        }
    });

    [Fact]
    public void Who_asked_is_told_once_of_a_message_that_comes_into_an_empty_queue_and_that_nobody_waits_for() => Tried(() => Assert.Equal(
        [
            (null, ""),
            (Errno.EBUSY, ""),
            (null, "SIGUSR1, SI_MESGQ"),
            (null, ""),
            (null, ""),
            (null, ""),
            (null, ""),
            (null, "SIGUSR1, SI_MESGQ"),
            (null, ""),
            (null, ""),
        ],
        QueueNotification.ObserveAll().Select(moment => (moment.Errno, moment.Told))));

    [Fact]
    public void The_limits_on_queues_refuse_what_passes_them() => Tried(() =>
    {
        var limits = SystemLimit.ObserveAll().ToDictionary(limit => limit.Limit);
        Assert.Equal((Errno.EMFILE, Errno.EINVAL, Errno.EAGAIN), (limits["RLIMIT_MSGQUEUE"].Errno, limits["msgmax"].Errno, limits["msgmnb"].Errno));

        // Who has CAP_SYS_RESOURCE may pass the others.
        Errno?[] permitted = Unistd.EffectiveUser() == 0 ? [null, Errno.EINVAL, Errno.EMFILE] : [Errno.EINVAL];
        Assert.Contains(limits["msg_max"].Errno, permitted);
        Assert.Contains(limits["msgsize_max"].Errno, permitted);
    });

    [Fact]
    public void The_file_of_a_queue_tells_its_bytes_and_who_is_to_be_told() => Tried(() =>
    {
        using var queue = PosixQueue.Create();
        queue.Send("seven b");
        var file = QueueFile.Of(queue);
        Assert.SkipWhen(file.Missing is not null, file.Missing ?? "");
        Assert.Equal((7, ""), (file.Bytes, file.Told));
    });

    [Theory]
    [InlineData("QSIZE:0          NOTIFY:0     SIGNO:0     NOTIFY_PID:0     \n", 0, "")]
    [InlineData("QSIZE:129        NOTIFY:0     SIGNO:10    NOTIFY_PID:8260  \n", 129, "pid 8260, by SIGUSR1")]
    public void The_file_of_a_queue_is_read_by_its_fields(string text, long bytes, string told) =>
        Assert.Equal(("/dev/mqueue/q", bytes, told), (QueueFile.Parse("/dev/mqueue/q", text).Path, QueueFile.Parse("/dev/mqueue/q", text).Bytes, QueueFile.Parse("/dev/mqueue/q", text).Told));

    [Fact]
    public void A_child_waits_for_a_message_and_finds_it_with_its_text() => Tried(() =>
    {
        using var queue = PosixQueue.Create();
        using var child = Fork.Start(c =>
        {
            var own = c.OpenQueue(queue.Name);
            c.ReceiveFrom(own);
            c.Exit(0);
        });
        Assert.True(SpinWait.SpinUntil(() => child.Trace.Steps.Any(step => step is { Call: "mq_receive", End: null }), TimeSpan.FromSeconds(5)));
        queue.Send("awaited");
        Assert.Equal(new ExitStatus.Exited(0), child.Wait());
        Assert.Contains("\"awaited\"", child.Trace.Steps.Single(step => step.Call == "mq_receive").Text, StringComparison.Ordinal);
        Assert.Equal(0, queue.Attributes.Messages);
    });

    /// <summary>A kernel without one of the two kinds is no failure.</summary>
    private static void Tried(Action test)
    {
        try
        {
            test();
        }
        catch (PosixException e) when (e.Errno == Errno.ENOSYS)
        {
            Assert.Skip(e.Message);
        }
    }
}
