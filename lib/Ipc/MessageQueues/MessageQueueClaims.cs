using Ipc.Claims;
using Ipc.Native;
using Statement = Ipc.Claims.Statement;

namespace Ipc.MessageQueues;

/// <summary>The claims of chapter 11.</summary>
internal static class MessageQueueClaims
{
    private const string Chapter = "11-message-queues";

    internal static IReadOnlyList<Claim> All { get; } =
    [
        new(
            "Q1",
            Chapter,
            new Statement(
                "A message queue keeps the boundaries of messages and an order of its own, and outlives the process that made it.",
                "消息队列保留消息边界，有自己的优先顺序，并且在创建它的进程结束之后依然存在。"),
            "mq_overview(7)",
            Keeping),
        new(
            "Q2",
            Chapter,
            new Statement(
                "ipcs shows the objects of inter-process communication.",
                "可以用 ipcs 查看这些进程间通信对象。"),
            "ipcs(1)",
            Listing),
        new(
            "Q3",
            Chapter,
            new Statement(
                "mq_notify tells one process, once, when a message comes into the empty queue and nobody waits to receive it.",
                "mq_notify 只通知一个进程，而且只通知一次：当消息进入空队列且没有进程在等待接收时。"),
            "mq_notify(3)",
            Notifying)
        {
            FromNotes = false,
        },
    ];

    private static Decision Notifying()
    {
        var seen = QueueNotification.ObserveAll();
        var told = seen.Select(moment => moment.Told.Length > 0).ToList();
        return Decision.Of(
            seen[1].Errno == Errno.EBUSY && told.SequenceEqual([false, false, true, false, false, false, false, true, false, false]),
            $"who asked a second time got {seen[1].Errno}; told: {string.Join("; ", seen.Where(moment => moment.Told.Length > 0).Select(moment => $"{moment.Moment} ({moment.Told})"))}; not told: {string.Join("; ", seen.Where(moment => moment.Call == "mq_send" && moment.Told.Length == 0).Select(moment => moment.Moment))}",
            seen);
    }

    private static Decision Keeping()
    {
        QueueOrder[] orders = [QueueOrder.ObservePosix(), .. QueueOrder.ObserveSystemV()];
        QueueLifetime[] lives = [QueueLifetime.ObservePosix(), QueueLifetime.ObserveSystemV()];
        object[] evidence = [.. orders, .. lives];
        return Decision.Of(
            orders[0].Received == "four (9), two (5), five (5), one (1), three (1)" && orders[1].Received == orders[1].Sent && lives.All(life => life.Outlived && life.AfterRemoval == "ENOENT"),
            $"{orders[0].Sent} went into a POSIX queue and came out as {orders[0].Received}; {string.Join("; ", lives.Select(life => $"{life.Queue}: \"{life.Received}\" came out after its sender had been {life.Sender.Split(", ")[1]}"))}",
            evidence);
    }

    private static Decision Listing()
    {
        var seen = ObjectListing.ObserveAll();
        if (seen.Any(one => one.Ipcs is null))
        {
            return Decision.NotObserved("there is no ipcs here; apt-get install util-linux", seen);
        }

        var (listed, missing) = (seen.Where(one => one.Ipcs == true).ToList(), seen.Where(one => one.Ipcs == false).ToList());
        var summary = $"ipcs lists {string.Join(", ", listed.Select(one => one.Object))}; it does not list {string.Join(", ", missing.Select(one => one.File.Length > 0 ? $"{one.Object}, which is {one.File}" : one.Object))}";
        return missing.Count == 0 ? Decision.Of(holds: true, summary, seen)
            : listed.Count == 0 ? Decision.Of(holds: false, summary, seen)
            : new Decision(Verdict.Depends, "any", summary, seen);
    }
}
