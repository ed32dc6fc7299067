using Ipc.Children;
using Ipc.Native;

namespace Ipc.Tests.Children.CSource;

internal static partial class SampleSteps
{
    /// <summary>Signals: waited for, handled, ignored, deadly.</summary>
    private static IReadOnlyDictionary<string, Func<ParentsThings, Action<ChildProgram>>> Signals => new Dictionary<string, Func<ParentsThings, Action<ChildProgram>>>
    {
        ["signals waited for"] = _ => c =>
        {
            c.Block(Signal.SIGUSR1, Signal.SIGUSR2);
            c.Raise(Signal.SIGUSR2);
            var taken = c.SigWait(Signal.SIGUSR1, Signal.SIGUSR2);
            c.Unblock(Signal.SIGUSR1);
            c.Exit(taken);
        },
        ["a handler of its own"] = things =>
        {
            var word = things.Word();
            return c =>
            {
                c.SetHandler(Signal.SIGUSR1, () =>
                {
                    c.Write("interrupted\n");
                    c.Add(word, 1);
                });
                var self = c.GetPid();
                c.Raise(Signal.SIGUSR1);
                c.KillThread(self, self, Signal.SIGUSR1);
                c.Exit(c.Load(word));
            };
        },
        ["a handler that ends its process"] = _ => c =>
        {
            c.SetHandler(Signal.SIGTERM, () => c.Exit(3), restart: true);
            c.Raise(Signal.SIGTERM);
            c.Exit(0);
        },
        ["a handler that runs once"] = _ => c =>
        {
            c.SetDisposition(Signal.SIGUSR2, Disposition.Handler, once: true);
            c.SetDisposition(Signal.SIGCHLD, Disposition.Handler, noStops: true);
            c.Raise(Signal.SIGUSR2);
            c.Raise(Signal.SIGUSR2);
            c.Exit(0);
        },
        ["dispositions"] = _ => c =>
        {
            c.SetDisposition(Signal.SIGUSR1, Disposition.Handler);
            c.SetDisposition(Signal.SIGUSR2, Disposition.Handler, restart: true);
            c.SetDisposition(Signal.SIGPIPE, Disposition.Ignore);
            c.SetDisposition(Signal.SIGTERM, Disposition.Default);
            c.Raise(Signal.SIGUSR1);
            c.Kill(c.GetPid(), Signal.SIGUSR2);
            c.SetDisposition(Signal.SIGCHLD, Disposition.NoChildWait);
            c.Fork("no zombie", () => c.Exit(3));
            c.Wait(-1);
            c.Exit(0);
        },
        ["killed by a signal"] = _ => c =>
        {
            c.Write("last words\n");
            c.Raise(Signal.SIGTERM);
            c.Exit(0);
        },
        ["a word with a signal"] = _ => c =>
        {
            c.Block(Signal.SIGRTMIN);
            c.SigQueue(c.GetPid(), Signal.SIGRTMIN, 77);
            var word = c.SigWaitWord(Signal.SIGRTMIN);
            c.Exit(word);
        },
    };
}
