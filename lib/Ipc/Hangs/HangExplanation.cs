using Ipc.ProcFs;

namespace Ipc.Hangs;

/// <summary>Puts into sentences what blocked threads wait for, who could end it, and what to do.</summary>
internal static class HangExplanation
{
    internal static IReadOnlyList<string> Of(IReadOnlyList<BlockedThread> threads)
    {
        var cycle = Cycle(threads);
        var sentences = new List<string>();
        if (cycle.Count > 1)
        {
            sentences.Add($"{string.Join("; ", cycle.Select((thread, i) => $"pid {thread.Pid} waits for {thread.WaitsFor!.What}, and pid {cycle[(i + 1) % cycle.Count].Pid} has it"))}: none of them can go on. {AdviceForCycle(cycle)}");
        }

        // Who waits for a child tells least: the child's own wait is the cause.
        var others = threads.Where(thread => thread.WaitsFor is not null && !cycle.Contains(thread)).OrderBy(thread => thread.WaitsFor!.Kind == WaitKind.Child);
        sentences.AddRange(others.Select(thread => Sentence(thread, threads)));
        sentences.AddRange(threads.Where(thread => thread.State == ProcessState.Running).Select(thread => $"pid {thread.Pid} ({thread.Command}) computes: it waits for nothing."));
        return sentences;
    }

    private static string Sentence(BlockedThread thread, IReadOnlyList<BlockedThread> threads)
    {
        var wait = thread.WaitsFor!;
        var who = thread.Tid == thread.Pid ? $"pid {thread.Pid}" : $"thread {thread.Tid} of pid {thread.Pid}";
        return wait.Kind switch
        {
            WaitKind.PipeData => Pipe(thread, who, "reads from", "write end", "close it after the fork, or write", threads),
            WaitKind.PipeRoom => Pipe(thread, who, "writes to", "read end", "read from it, or close it", threads),
            WaitKind.FifoPartner => $"{who} waits for {wait.What}, and nobody does: open the other end in another process, or open with O_NONBLOCK or O_RDWR.",
            WaitKind.FileLock when wait.Enders.Count > 0 => $"{who} waits for {wait.What}, which {Doing(wait.Enders[0], threads)} holds: it has to unlock it or end.",
            WaitKind.Futex => $"{who} waits for {wait.What}, and nobody woke it: after a change of the word FUTEX_WAKE has to follow.",
            WaitKind.Semaphore when wait.Enders.Count > 0 => $"{who} waits for {wait.What}; {Doing(wait.Enders[0], threads)} changed it last, and has to change it again.",
            WaitKind.Semaphore => $"{who} waits for {wait.What}; who changed it last is no more: somebody else has to change it.",
            WaitKind.Child when wait.Enders.Count == 0 => $"{who} waits for {wait.What}, and has none.",
            WaitKind.Child => $"{who} waits for {wait.What}: {string.Join(", ", wait.Enders.Select(ender => Doing(ender, threads)))} {(wait.Enders.Count == 1 ? "has" : "have")} not ended.",
            WaitKind.SocketPeer when wait.Enders.Count > 0 => $"{who} waits for {wait.What}, open in {string.Join(" and ", wait.Enders.Select(ender => Doing(ender, threads)))}, which does not answer.",
            WaitKind.QueueMessage or WaitKind.QueueRoom => $"{who} waits for {wait.What}{(wait.Enders.Count > 0 ? $", open in {string.Join(" and ", wait.Enders.Select(ender => Doing(ender, threads)))}" : "")}: somebody has to {(wait.Kind == WaitKind.QueueRoom ? "receive" : "send")} one.",
            _ => $"{who} waits for {wait.What}.",
        };
    }

    private static string Pipe(BlockedThread thread, string who, string does, string end, string remedy, IReadOnlyList<BlockedThread> threads)
    {
        var wait = thread.WaitsFor!;
        var pipe = wait.Object + (wait.Kind == WaitKind.PipeRoom ? ", which is full" : "");
        var own = wait.Enders.Where(ender => ender.Pid == thread.Pid).ToList();
        var others = wait.Enders.Where(ender => ender.Pid != thread.Pid).ToList();
        return wait.Enders.Count == 0 ? $"{who} {does} {pipe}, and no process has its {end} open any more."
            : others.Count == 0 ? $"{who} {does} {pipe}; its {end} is still open in pid {thread.Pid} itself ({string.Join(", ", own.Select(ender => $"fd {ender.Descriptor}"))}) and nowhere else: {remedy}."
            : $"{who} {does} {pipe}; its {end} is open in {string.Join(" and ", others.Select(ender => $"{Doing(ender, threads)} as fd {ender.Descriptor}"))}{(own.Count > 0 ? $", and in pid {thread.Pid} itself ({string.Join(", ", own.Select(ender => $"fd {ender.Descriptor}"))}): close it there after the fork" : "")}.";
    }

    /// <summary>A process with what it does itself: what one has to know to go on looking.</summary>
    private static string Doing(WaitEnder ender, IReadOnlyList<BlockedThread> threads)
    {
        var doing = threads.FirstOrDefault(thread => thread.Pid == ender.Pid) switch
        {
            { State: ProcessState.Zombie } => ", a zombie",
            { Call.Length: > 0 } blocked => $", in {blocked.Call[..blocked.Call.IndexOf('(', StringComparison.Ordinal)]}",
            _ => "",
        };
        return ender.Pid == Environment.ProcessId ? $"this notebook (pid {ender.Pid})" : $"pid {ender.Pid} ({ender.Command}{doing})";
    }

    /// <summary>A ring of threads of which each waits for the next: every wait has one process only that could end it.</summary>
    private static IReadOnlyList<BlockedThread> Cycle(IReadOnlyList<BlockedThread> threads)
    {
        foreach (var start in threads)
        {
            var path = new List<BlockedThread>();
            for (var at = start; at is not null && !path.Contains(at); at = Next(at, threads))
            {
                path.Add(at);
                if (path.Count > 1 && Next(at, threads) == start)
                {
                    return path;
                }
            }
        }

        return [];
    }

    private static BlockedThread? Next(BlockedThread thread, IReadOnlyList<BlockedThread> threads)
    {
        if (thread.WaitsFor is not { Kind: not WaitKind.Child } wait)
        {
            return null;
        }

        int[] enders = [.. wait.Enders.Select(ender => ender.Pid).Distinct().Where(pid => pid != thread.Pid)];
        return enders.Length == 1 ? threads.FirstOrDefault(other => other.Pid == enders[0] && other.WaitsFor is not null) : null;
    }

    private static string AdviceForCycle(IReadOnlyList<BlockedThread> cycle) => cycle[0].WaitsFor!.Kind switch
    {
        WaitKind.FileLock => "Take the locks in the same order everywhere.",
        WaitKind.Semaphore => "Take both in one semop, or in the same order everywhere.",
        WaitKind.PipeData or WaitKind.SocketPeer => "One of them has to write first, or to close its end.",
        WaitKind.PipeRoom => "One of them has to read before it writes on.",
        _ => "One of them has to give way.",
    };
}
