using Ipc.Claims;
using Statement = Ipc.Claims.Statement;

namespace Ipc.FileLocks;

/// <summary>The claims of chapter 12.</summary>
internal static class FileLockClaims
{
    private const string Chapter = "12-file-locks";

    internal static IReadOnlyList<Claim> All { get; } =
    [
        new(
            "K1",
            Chapter,
            new Statement(
                "flock makes a program run only once: a second instance does not get the lock, and after a crash the next one does.",
                "用 flock 可以保证程序只运行一个实例：第二个实例拿不到锁；进程崩溃后，下一个实例可以拿到。"),
            "flock(2)",
            Once),
        new(
            "K2",
            Chapter,
            new Statement(
                "A lock of flock belongs to the open file description: it survives fork and dup and goes with the last copy; a lock of fcntl goes when the process closes any descriptor of the file; locks of open file descriptions repair that.",
                "flock 锁属于打开文件描述：fork 和 dup 之后仍然有效，最后一个副本关闭时才释放；fcntl 锁在进程关闭该文件的任何一个描述符时就会释放；打开文件描述锁（OFD）弥补了这一点。"),
            "fcntl_locking(2)",
            Belonging)
        {
            FromNotes = false,
        },
        new(
            "K3",
            Chapter,
            new Statement(
                "Locks of flock and locks of fcntl do not see each other; and a new reader gets its shared lock although a writer has been waiting.",
                "flock 锁与 fcntl 锁互不可见；而且即使有写者在等待，新来的读者仍然能拿到共享锁。"),
            "flock(2)",
            Meeting)
        {
            FromNotes = false,
        },
    ];

    private static Decision Once()
    {
        var seen = SingleInstance.Observe();
        if (seen[0].Lock != "got it")
        {
            return Decision.NotObserved($"flock failed with {seen[0].Lock} although nobody held the lock; set TMPDIR to a file system that has locks", seen);
        }

        return Decision.Of(
            seen[1].Lock == "EAGAIN" && seen[2].Lock == "got it",
            string.Join("; ", seen.Select(instance => $"{instance.Instance}: {instance.Lock}")),
            seen);
    }

    private static Decision Meeting()
    {
        var (encounters, queues) = (LockEncounter.ObserveAll(), LockQueue.ObserveAll());
        var flock = encounters.Single(one => one.Held == LockSteps.Name(LockKind.Flock));
        if (flock.Flock != "EAGAIN")
        {
            return Decision.NotObserved($"a second flock was not refused: {flock.Flock}; set TMPDIR to a file system that has locks", encounters);
        }

        return Decision.Of(
            flock is { Fcntl: "got it", OpenFileDescription: "got it" } && encounters.Where(one => one != flock).All(one => one.Flock == "got it") && queues.All(queue => queue is { Latecomer: "got it", Writer: "waits on" }),
            $"{string.Join("; ", encounters.Select(one => $"where {one.Held} holds, flock: {one.Flock}, fcntl: {one.Fcntl}, OFD: {one.OpenFileDescription}"))}; a new reader beside a waiting writer: {string.Join(", ", queues.Select(queue => $"{queue.Kind}: {queue.Latecomer}"))}",
            (object[])[.. encounters, .. queues]);
    }

    private static Decision Belonging()
    {
        var seen = LockFate.ObserveAll();
        string[] onlyOfDescription = ["opens the file again and closes that", "closes a copy made by dup2", "closes the descriptor, and a copy is left", "forks, and closes its own descriptor"];
        string[] onlyOfProcess = ["forks, and the child unlocks the file"];
        string[] ofBoth = ["does nothing more", "becomes another program (exec)"];
        if (seen.Any(fate => fate is { Flock: null } or { Fcntl: null } or { OpenFileDescription: null }))
        {
            return Decision.NotObserved("a kind of lock is missing here; it takes a Linux kernel of 3.15 or newer, and a file system for temporary files that has locks", seen);
        }

        string Survived(Func<LockFate, bool?> held) => string.Join(", ", seen.Where(fate => held(fate) == true).Select(fate => fate.Event));
        return Decision.Of(
            seen.All(fate => fate.Flock == fate.OpenFileDescription && fate.Flock == (ofBoth.Contains(fate.Event) || onlyOfDescription.Contains(fate.Event)) && fate.Fcntl == (ofBoth.Contains(fate.Event) || onlyOfProcess.Contains(fate.Event))),
            $"still held when the holder {Survived(fate => fate.Flock)} (flock); {Survived(fate => fate.Fcntl)} (fcntl); {Survived(fate => fate.OpenFileDescription)} (of the open file description)",
            seen);
    }
}
