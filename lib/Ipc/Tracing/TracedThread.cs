using Ipc.Children;

namespace Ipc.Tracing;

/// <summary>One thread of a traced process.</summary>
/// <param name="Pid">The process that it belongs to.</param>
/// <param name="Tid">Its own id; of the first thread it is the process id.</param>
/// <param name="By">The thread that made it; 0 for the first of a trace.</param>
/// <param name="How">How it was made.</param>
/// <param name="Program">The last program that it ran, or empty when it did not exec.</param>
/// <param name="Started">When it began.</param>
/// <param name="Ended">When it ended, or <c>null</c> where that was not seen.</param>
/// <param name="Status">How it ended, or <c>null</c>.</param>
public sealed record TracedThread(int Pid, int Tid, int By, Birth How, string Program, MonotonicTime Started, MonotonicTime? Ended, ExitStatus? Status) : IObservation
{
    internal static IReadOnlyList<TracedThread> Of(IReadOnlyList<ProcessEvent> events)
    {
        var threads = new List<TracedThread>();
        foreach (var one in events)
        {
            // The last of this id: an id may come again.
            var at = threads.FindLastIndex(thread => thread.Tid == one.Tid);
            switch (one)
            {
                case ProcessEvent.Started started:
                    threads.Add(new(started.Pid, started.Tid, started.By, started.How, "", started.Time, null, null));
                    break;
                case ProcessEvent.Executed executed when at >= 0:
                    threads[at] = threads[at] with { Program = executed.Program };
                    break;
                case ProcessEvent.Ended ended when at >= 0:
                    threads[at] = threads[at] with { Ended = ended.Time, Status = ended.Status };
                    break;
            }
        }

        return threads;
    }
}
