using Ipc.Children;
using Ipc.Native;

namespace Ipc.Semaphores;

/// <summary>What became of two semaphores of a System V set, of which a process wanted to take both without waiting.</summary>
/// <param name="Before">What they stood at.</param>
/// <param name="Asked">How the process asked.</param>
/// <param name="Result">What the calls brought: "0", or an errno, in order.</param>
/// <param name="After">What they stood at afterwards.</param>
/// <seealso href="https://man7.org/linux/man-pages/man2/semop.2.html"/>
public sealed record SemaphoreOperations(string Before, [property: Column("the process asks")] string Asked, string Result, string After) : IObservation
{
    /// <summary>Asks for both while both are free, and while the second is taken: one call for each, and one call for both.</summary>
    /// <exception cref="PosixException">ENOSYS: this kernel has no System V semaphores.</exception>
    public static IReadOnlyList<SemaphoreOperations> ObserveAll() =>
        [Observe([1, 1], atOnce: false), Observe([1, 1], atOnce: true), Observe([1, 0], atOnce: false), Observe([1, 0], atOnce: true)];

    private static SemaphoreOperations Observe(IReadOnlyList<int> values, bool atOnce)
    {
        using var set = SemaphoreSet.Create(values);
        using var child = Fork.Start(c =>
        {
            if (atOnce)
            {
                c.OperateSemaphores(set.Id, [(0, -1), (1, -1)], wait: false);
            }
            else
            {
                c.OperateSemaphores(set.Id, [(0, -1)], wait: false);
                c.OperateSemaphores(set.Id, [(1, -1)], wait: false);
            }

            c.Exit(0);
        });
        child.Wait();
        return new(
            string.Join(", ", values),
            atOnce ? "for both in one call" : "for one, then for the other",
            string.Join(", ", child.Trace.Steps.Where(step => step.Call == "semop").Select(step => step.Errno?.ToString() ?? "0")),
            string.Join(", ", set.Values));
    }
}
