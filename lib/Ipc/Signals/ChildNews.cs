using Ipc.Children;
using Ipc.Native;

namespace Ipc.Signals;

/// <summary>What SIGCHLD told a parent of one event in its child's life.</summary>
/// <param name="Event">What happened to the child.</param>
/// <param name="Code">si_code; empty where no signal came.</param>
/// <param name="Status">si_status: an exit code, or a signal's number.</param>
/// <param name="StatusMeans">What that is.</param>
/// <param name="WithNoStops">Whether a signal came with SA_NOCLDSTOP set as well.</param>
/// <seealso href="https://man7.org/linux/man-pages/man2/sigaction.2.html"/>
public sealed record ChildNews(
    string Event,
    [property: Column("si_code")] string Code,
    [property: Column("si_status")] long? Status,
    [property: Column("which is")] string StatusMeans,
    [property: Column("with SA_NOCLDSTOP")] bool WithNoStops) : IObservation
{
    private static readonly string[] Events = ["SIGSTOP stopped it", "SIGCONT let it go on", "SIGTERM ended it", "it exited with 7"];

    /// <summary>A child is stopped, continued and ended, another exits; once with SA_NOCLDSTOP and once without.</summary>
    public static IReadOnlyList<ChildNews> ObserveAll()
    {
        var (all, ends) = (Taken(noStops: false), Taken(noStops: true));
        return [.. Events.Select((name, i) => Of(name, all[i], ends[i] is not null))];
    }

    private static ChildNews Of(string name, ReceivedSignal? taken, bool withNoStops) => new(
        name,
        taken?.CodeName ?? "",
        taken?.Value,
        taken is null ? "" : taken.CodeName == "CLD_EXITED" ? "the exit code" : ((Signal)taken.Value).ToString(),
        withNoStops);

    /// <summary>The signal that came after each event and before the next, or <c>null</c>.</summary>
    private static ReceivedSignal?[] Taken(bool noStops)
    {
        using var told = SharedWord.Create();
        var events = new List<Value>();
        using var parent = Fork.Start(c =>
        {
            var awaited = 0;

            // The signal first: a wait that takes the stop before the kernel has told of it leaves nothing in si_status.
            void Settle(Value pid, int options, bool isEnd)
            {
                if (isEnd || !noStops)
                {
                    awaited++;
                    c.SpinUntil(told, awaited);
                }

                c.Wait(pid, options);
            }

            c.SetHandler(Signal.SIGCHLD, () => c.Add(told, 1), restart: true, noStops: noStops);
            var child = c.Fork("child", () =>
            {
                c.Pause();
                c.Exit(0);
            });
            events.Add(c.Kill(child, Signal.SIGSTOP));
            Settle(child, SystemWait.WUNTRACED, isEnd: false);
            events.Add(c.Kill(child, Signal.SIGCONT));
            Settle(child, SystemWait.WCONTINUED, isEnd: false);
            events.Add(c.Kill(child, Signal.SIGTERM));
            Settle(child, 0, isEnd: true);
            events.Add(c.Fork("another", () => c.Exit(7)));
            Settle(events[^1], 0, isEnd: true);
            c.Exit(0);
        });
        parent.Wait();
        MonotonicTime[] begins = [.. events.Select(one => parent.StepsOf(one)[0].Start)];
        return [.. begins.Select((begin, i) => parent.Signals.FirstOrDefault(signal => signal.Time >= begin && (i + 1 == begins.Length || signal.Time < begins[i + 1])))];
    }
}
