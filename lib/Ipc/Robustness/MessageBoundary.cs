using Ipc.Children;
using Ipc.Native;
using Ipc.ProcFs;

namespace Ipc.Robustness;

/// <summary>Whether a mechanism keeps messages apart: of two that were put in before, does the first taking bring one, or both at once?</summary>
internal static class MessageBoundary
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    /// <summary>Puts two in and counts how often something can be taken out before the reader blocks.</summary>
    internal static bool AreKept(Func<Mechanism> make)
    {
        using var mechanism = make();
        if (mechanism.IsMemory)
        {
            return false;
        }

        using var there = SharedWord.Create();
        using var taken = SharedWord.Create();
        using var reader = Fork.Start(c =>
        {
            var take = mechanism.Reader(c);
            c.SpinUntil(there, 1);
            for (var i = 0; i < 2; i++)
            {
                take();
                c.Add(taken, 1);
            }

            c.Exit(0);
        });
        mechanism.ReaderStarted(reader);
        using var writer = Fork.Start(c =>
        {
            var put = mechanism.Writer(c);
            put(false);
            put(false);
            c.Store(there, 1);
            c.Pause();
            c.Exit(0);
        });
        if (!SpinWait.SpinUntil(() => taken.Value == 2 || (taken.Value == 1 && ProcessStat.Find(reader.Pid)?.State == ProcessState.Sleeping && taken.Value == 1), Patience))
        {
            throw new TimeoutException($"{mechanism}: the reader took nothing; {Hangs.HangReport.Of(writer.Pid, reader.Pid)}");
        }

        return taken.Value == 2;
    }
}
