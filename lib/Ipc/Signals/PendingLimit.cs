using Ipc.Children;
using Ipc.Native;

namespace Ipc.Signals;

/// <summary>How many real-time signals the kernel kept for a process, and what it said to the next.</summary>
/// <param name="Limit">RLIMIT_SIGPENDING of the sender.</param>
/// <param name="Sent">How many were sent.</param>
/// <param name="Accepted">How many were accepted before the first refusal.</param>
/// <param name="Refusal">The errno of the first that was refused; <c>null</c> where none was.</param>
/// <param name="StandardAccepted">Whether a standard signal was accepted all the same, by kill.</param>
public sealed record PendingLimit(int Limit, int Sent, int Accepted, Errno? Refusal, bool StandardAccepted) : IObservation
{
    /// <summary>Lowers the limit in a child, which then sends itself more signals than the limit allows. The limit counts all pending signals of one user.</summary>
    /// <param name="limit">The limit: 0 or more.</param>
    /// <seealso href="https://man7.org/linux/man-pages/man2/getrlimit.2.html"/>
    public static PendingLimit Observe(int limit = 5)
    {
        var sent = limit + 3;
        using var child = Fork.Start(c =>
        {
            c.Block(Signal.SIGRTMIN, Signal.SIGUSR1);
            var self = c.GetPid();
            c.SetLimit(Resource.RLIMIT_SIGPENDING, limit);
            for (var i = 0; i < sent; i++)
            {
                c.SigQueue(self, Signal.SIGRTMIN, i);
            }

            c.Kill(self, Signal.SIGUSR1);
            c.Exit(0);
        });
        child.Wait();
        var steps = child.Trace.Steps.Where(step => step.Call == "sigqueue").ToList();
        return new(
            limit,
            sent,
            steps.TakeWhile(step => step.Errno is null).Count(),
            steps.FirstOrDefault(step => step.Errno is not null)?.Errno,
            child.Trace.Steps.Single(step => step.Call == "kill").Errno is null);
    }
}
