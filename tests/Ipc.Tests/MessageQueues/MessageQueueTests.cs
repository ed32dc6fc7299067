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
        [Errno.EAGAIN, Errno.EMSGSIZE, null, null, Errno.EAGAIN, Errno.EMSGSIZE, Errno.ENOMSG, Errno.EINVAL],
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
