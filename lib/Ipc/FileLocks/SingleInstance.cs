using Ipc.Children;
using Ipc.Native;
using Ipc.Pipes;

namespace Ipc.FileLocks;

/// <summary>What an instance of a program found that wants to run only once.</summary>
/// <param name="Instance">Which, and when it was started.</param>
/// <param name="Lock">What flock with LOCK_NB returned: "got it", or an errno.</param>
/// <param name="PidFile">What the pid file said then. The first wrote it, and nobody removed it after the crash.</param>
public sealed record SingleInstance(string Instance, [property: Column("flock")] string Lock, [property: Column("the pid file says")] string PidFile) : IObservation
{
    /// <summary>Starts an instance, another while the first runs, kills the first, and starts a third.</summary>
    /// <exception cref="PosixException">There is no space for the file.</exception>
    /// <seealso href="https://man7.org/linux/man-pages/man2/flock.2.html"/>
    public static IReadOnlyList<SingleInstance> Observe()
    {
        using var scratch = Leftovers.Scratch.Create("single-instance");
        var (path, pidFile) = (scratch.File("lock"), scratch.File("pid"));
        File.WriteAllText(path, "");
        using var first = new RunningInstance(path);
        File.WriteAllText(pidFile, $"{first.Pid}");
        var one = new SingleInstance("the first", first.Outcome, Says());
        SingleInstance two;
        using (var second = new RunningInstance(path))
        {
            two = new("a second, while the first runs", second.Outcome, Says());
        }

        first.Dispose();
        using var third = new RunningInstance(path);
        return [one, two, new("a third, after the first was killed", third.Outcome, Says())];

        string Says() => int.Parse(File.ReadAllText(pidFile), System.Globalization.CultureInfo.InvariantCulture) is var pid && ProcFs.ProcessStat.Find(pid) is null ? $"{pid}, which is no process" : $"{pid}, which runs";
    }

    private sealed class RunningInstance : IDisposable
    {
        private readonly ChildProcess child;

        internal RunningInstance(string path)
        {
            using var ready = Pipe.Create();
            Value? taken = null;
            child = Fork.Start(c =>
            {
                taken = c.Flock(c.Open(path, Unistd.O_RDWR), FlockOperation.Exclusive | FlockOperation.NonBlocking);
                c.Write(ready.WriteEnd, ".");
                c.Pause();
                c.Exit(0);
            });
            ready.ReadEnd.Read(1);
            var step = child.StepsOf(taken!)[0];
            Outcome = step.Errno?.ToString() ?? "got it";
        }

        internal int Pid => child.Pid;

        internal string Outcome { get; }

        public void Dispose() => child.Dispose();
    }
}
