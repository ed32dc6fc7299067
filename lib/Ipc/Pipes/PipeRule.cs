namespace Ipc.Pipes;

/// <summary>One rule of pipe(7), and what was seen of it.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Seen">What was seen, with its figures.</param>
/// <param name="Agrees">Whether that agrees with the rule.</param>
public sealed record PipeRule(string Rule, string Seen, bool Agrees) : IObservation
{
    /// <summary>Puts every rule to the test: capacity, atomic writes, end of file, broken pipes.</summary>
    /// <seealso href="https://man7.org/linux/man-pages/man7/pipe.7.html"/>
    public static IReadOnlyList<PipeRule> ObserveAll() => [.. Capacity(), .. Atomicity(), .. EndOfFile(), .. WithoutReader()];

    private static IEnumerable<PipeRule> Capacity()
    {
        var asItComes = PipeCapacity.Observe();
        yield return new("a pipe holds as many bytes as F_GETPIPE_SZ says", $"F_GETPIPE_SZ {asItComes.Granted}, filled with {asItComes.Filled}", asItComes.Filled == asItComes.Granted);
        var page = Environment.SystemPageSize;
        var small = PipeCapacity.Observe(page);
        yield return new("F_SETPIPE_SZ changes that", $"asked for {page}, got {small.Granted}, filled with {small.Filled}", small is { Errno: null } && small.Granted == page && small.Filled == page);
        var shrunk = PipeCapacity.ObserveShrinkBelowContents();
        yield return new("a pipe cannot be made smaller than what it holds", $"{shrunk.Filled} bytes inside, {shrunk.Asked} asked for: {shrunk.Errno?.ToString() ?? "granted"}", shrunk.Errno == Native.Errno.EBUSY);
    }

    private static IEnumerable<PipeRule> Atomicity()
    {
        WriterInterleaving[] small = [WriterInterleaving.Observe(1000), WriterInterleaving.Observe(Pipe.AtomicBytes)];
        yield return new(
            $"writes of up to PIPE_BUF ({Pipe.AtomicBytes}) bytes are atomic",
            string.Join("; ", small.Select(Describe)),
            small.All(seen => seen.Torn == 0));
        var large = WriterInterleaving.Observe(4 * Math.Max(Pipe.AtomicBytes, Environment.SystemPageSize));
        yield return new("larger writes can be mixed with others", Describe(large), large.Torn > 0);
        static string Describe(WriterInterleaving seen) => $"{seen.Torn} of {seen.Writes} writes of {seen.WriteBytes} bytes were torn";
    }

    private static IEnumerable<PipeRule> EndOfFile()
    {
        var plain = EndOfFileWait.Observe(TimeSpan.Zero);
        yield return new("a reader sees end of file once the last writer has closed", $"read returned {plain.LastRead}, {plain.WaitedAfterWriter.TotalMilliseconds:F1} ms after the writer's exit", plain is { LastRead: 0, LastCloseFirst: true });
        var leaked = EndOfFileWait.Observe(TimeSpan.FromMilliseconds(50));
        yield return new(
            "an end that another process still holds keeps the reader waiting",
            $"reader {leaked.StateAfterWriter}, end of file {leaked.WaitedAfterWriter.TotalMilliseconds:F1} ms after the writer's exit",
            leaked is { LastRead: 0, LastCloseFirst: true, StateAfterWriter: ProcFs.ProcessState.Sleeping });
    }

    private static IEnumerable<PipeRule> WithoutReader()
    {
        var killed = BrokenPipe.Observe(Children.Disposition.Default);
        yield return new("a write without a reader raises SIGPIPE, which kills", $"{killed.Status}", killed.Status is Children.ExitStatus.Signaled { Signal: Native.Signal.SIGPIPE });
        foreach (var disposition in new[] { Children.Disposition.Ignore, Children.Disposition.Handler })
        {
            var lived = BrokenPipe.Observe(disposition);
            yield return new(
                $"with SIGPIPE {(disposition == Children.Disposition.Ignore ? "ignored" : "handled")} the write fails with EPIPE",
                $"write returned {lived.Result}, {lived.Errno}; handler ran {lived.HandlerRuns} times; {lived.Status}",
                lived is { Result: -1, Errno: Native.Errno.EPIPE, Status: Children.ExitStatus.Exited } && lived.HandlerRuns == (disposition == Children.Disposition.Handler ? 1 : 0));
        }
    }
}
