using Ipc.Children;
using Ipc.Native;

namespace Ipc.FileLocks;

/// <summary>What became of two processes that shared a lock, and each wanted to make it exclusive.</summary>
/// <param name="Kind">The kind of lock.</param>
/// <param name="First">What the first got that did not want to wait: "got it", or an errno.</param>
/// <param name="Second">What the second got then. It gets the lock only if the first has lost its share.</param>
/// <param name="Waiting">What became of two that both waited.</param>
public sealed record LockUpgrade(
    [property: Column("lock")] string Kind,
    [property: Column("the first asks")] string First,
    [property: Column("then the second asks")] string Second,
    [property: Column("if both wait")] string Waiting) : IObservation
{
    /// <summary>Tries it with each kind of lock.</summary>
    /// <exception cref="PosixException">There is no space for the file.</exception>
    /// <seealso href="https://man7.org/linux/man-pages/man2/flock.2.html"/>
    public static IReadOnlyList<LockUpgrade> ObserveAll() => [.. Enum.GetValues<LockKind>().Select(Observe)];

    private static LockUpgrade Observe(LockKind kind)
    {
        using var scratch = Leftovers.Scratch.Create("lock-upgrade");
        var path = scratch.File("locked");
        File.WriteAllText(path, "");
        using var shares = SharedWord.Create();
        using var turn = SharedWord.Create();
        Value? first = null, second = null;
        using var one = Fork.Start(c =>
        {
            var fd = Share(c);
            first = LockSteps.Take(c, kind, fd);
            c.Store(turn, 1);
            c.SpinUntil(turn, 2);
            c.Exit(0);
        });
        using var other = Fork.Start(c =>
        {
            var fd = Share(c);
            c.SpinUntil(turn, 1);
            second = LockSteps.Take(c, kind, fd);
            c.Store(turn, 2);
            c.Exit(0);
        });
        one.Wait();
        other.Wait();
        shares.Value = 0;
        return new(LockSteps.Name(kind), Got(one, first!), Got(other, second!), LockStandoff.Between(Upgrade, Upgrade).Outcome);

        Value Share(ChildProgram c)
        {
            var fd = c.Open(path, Unistd.O_RDWR);
            LockSteps.Take(c, kind, fd, wait: true, shared: true);
            c.Add(shares, 1);
            c.SpinUntil(shares, 2);
            return fd;
        }

        void Upgrade(ChildProgram c)
        {
            LockSteps.Take(c, kind, Share(c), wait: true);
            c.Exit(0);
        }
    }

    private static string Got(ChildProcess child, Value asked) => child.StepsOf(asked)[0].Errno?.ToString() ?? "got it";
}
