using Ipc.ProcFs;

namespace Ipc.Hangs;

/// <summary>Why some processes do not end: what each of their threads waits for, and who could end that. Taken while they hang.</summary>
/// <param name="Threads">The threads of the processes, each as it stood.</param>
/// <param name="Explanation">A sentence for each process that waits, the most telling first.</param>
public sealed record HangReport(IReadOnlyList<BlockedThread> Threads, IReadOnlyList<string> Explanation) : IObservation
{
    private const int MostThreads = 256, MostProcesses = 64;

    /// <summary>Looks at processes that live now, at all their threads, and at the processes that could end their waits; those that are gone are left out.</summary>
    /// <param name="pids">Their process ids.</param>
    public static HangReport Of(params IReadOnlyList<int> pids)
    {
        ArgumentNullException.ThrowIfNull(pids);
        var finder = new WaitFinder();
        var threads = new List<BlockedThread>();
        var involved = pids.Distinct().ToList();
        for (var i = 0; i < involved.Count; i++)
        {
            var pid = involved[i];
            foreach (var thread in ThreadsOf(pid).Where(thread => thread.State != ProcessState.Zombie || thread.Pid == pid).Take(MostThreads - threads.Count))
            {
                var call = BlockedCall.Of(thread.Pid);
                var wait = finder.Find(thread, pid, call);
                threads.Add(new(pid, thread.Pid, thread.Command, thread.State, call.Text, call.Function, wait));
                var others = wait?.Enders.Select(ender => ender.Pid).Where(ender => ender != Environment.ProcessId && !involved.Contains(ender)) ?? [];
                involved.AddRange(others.Distinct().Take(MostProcesses - involved.Count));
            }
        }

        return Explained(threads);
    }

    /// <summary>Looks at a process and all its descendants.</summary>
    /// <param name="rootPid">The process id.</param>
    /// <exception cref="Native.PosixException">ENOENT: it is gone.</exception>
    public static HangReport OfTree(int rootPid) => Of([.. ProcessTree.Of(rootPid).Nodes.Select(node => node.Pid)]);

    /// <summary>
    /// Looks at one thread of this process and at all processes that this process has made. The thread itself is in the report
    /// where it waits for another process; what the runtime waits for within itself is left out.
    /// </summary>
    /// <param name="tid">The thread's id.</param>
    public static HangReport OfThread(int tid)
    {
        var others = OfTree(Environment.ProcessId).Threads.Where(thread => thread.Pid != Environment.ProcessId || (thread.Tid == tid && ReachesOut(thread.WaitsFor?.Kind)));
        return Explained([.. others]);
    }

    /// <summary>The sentences.</summary>
    public override string ToString() => string.Join('\n', Explanation);

    private static HangReport Explained(IReadOnlyList<BlockedThread> threads) => new(threads, HangExplanation.Of(threads));

    private static bool ReachesOut(WaitKind? kind) =>
        kind is WaitKind.PipeData or WaitKind.PipeRoom or WaitKind.FifoPartner or WaitKind.FileLock or WaitKind.Child or WaitKind.SocketPeer or WaitKind.Terminal;

    private static IReadOnlyList<ProcessStat> ThreadsOf(int pid)
    {
        try
        {
            return ProcessStat.ThreadsOf(pid);
        }
        catch (Native.PosixException)
        {
            return []; // gone
        }
    }
}
