using System.Globalization;
using Ipc.Children;
using Ipc.Commands;
using Ipc.Leftovers;
using Ipc.Native;

namespace Ipc.Measurement.Features;

/// <summary>How many processes there can be, and whether a limit on them holds; core files.</summary>
internal static class LimitFeatures
{
    private const int Wanted = 32;
    private const int OrdinaryUser = 65534;

    /// <summary>What the probe leaves free of a limit on processes: the limit counts threads, and a runtime that cannot have one ends at once.</summary>
    private const int ForTheRuntime = 8;

    internal static IReadOnlyList<FeatureProbe> All { get; } =
    [
        new($"room for {Wanted} processes", "chapters 01, 03: many children at once fail; see ulimit -u and pids.max", Room),
        new("enforced process limit", "chapter 03: Z5 is not observed", SmallLimit),
        new("core files", "chapter 03: Z3 has no core flag; it needs ulimit -c and a core_pattern without | and /", CoreFile),
    ];

    private static Attempt Room()
    {
        Value? fork = null;
        var allowed = Resource.LimitOf(Resource.RLIMIT_NPROC);
        using var child = Fork.Start(
            c =>
            {
                if (allowed.Soft is > ForTheRuntime and < int.MaxValue)
                {
                    c.SetLimit(Resource.RLIMIT_NPROC, (long)allowed.Soft - ForTheRuntime);
                }

                c.Repeat(Wanted, () => fork = c.Fork("one of many", () => { c.Silently(() => c.Pause()); c.Exit(0); }));

                // Zombies count, too.
                c.SetDisposition(Signal.SIGTERM, Disposition.Ignore);
                c.Kill(0, Signal.SIGTERM);
                c.While(() => c.Wait(-1).Pid > 0, () => { });
                c.Exit(0);
            },
            FeatureProbe.Soon);
        child.Wait();
        var forks = child.StepsOf(fork!);
        var made = forks.Count(step => step.Result > 0);
        var limit = $"limit: {allowed}{(ControlGroup.Processes(new HostFiles()).Value is { } most ? $", of the control group {most:N0}" : "")}";
        return made == Wanted
            ? Attempt.Works($"{made} more could be there at once; {limit}")
            : Attempt.Fails($"{made} of {Wanted} could be made: {forks.FirstOrDefault(step => step.Errno is not null)?.Errno}; {limit}");
    }

    /// <summary>Under RLIMIT_NPROC = 1 an ordinary user's process cannot fork; root's can, and so becomes an ordinary user's first.</summary>
    private static Attempt SmallLimit()
    {
        Value? fork = null;
        using var child = Fork.Start(
            c =>
            {
                if (Unistd.EffectiveUser() == 0)
                {
                    c.SetUser(OrdinaryUser);
                }

                c.SetLimit(Resource.RLIMIT_NPROC, 1);
                fork = c.Fork("one too many", () => c.Exit(0));
                c.Exit(0);
            },
            FeatureProbe.Soon);
        child.Wait();
        var step = child.StepsOf(fork!)[0];
        return new(step.Errno == Errno.EAGAIN, $"under a limit of 1, fork {(step.Errno is { } errno ? $"failed with {errno}" : "made a child all the same")}");
    }

    private static Attempt CoreFile()
    {
        var pattern = new HostFiles().Text("/proc/sys/kernel/core_pattern", out var reason) ?? throw new IOException(reason);
        if (pattern.StartsWith('|') || pattern.Contains('/', StringComparison.Ordinal))
        {
            return Attempt.Fails($"not tried, since the core would stay behind: core_pattern is {pattern}");
        }

        using var scratch = Scratch.Create("doctor");
        var status = Command.Of("/bin/sh", "-c", "cd \"$1\" && ulimit -S -c \"$(ulimit -H -c)\" && kill -s ABRT $$", "sh", scratch.Path).Run().Status;
        var bytes = Directory.GetFiles(scratch.Path).Select(file => new FileInfo(file).Length).FirstOrDefault();
        var limit = Resource.LimitOf(Resource.RLIMIT_CORE);
        return new(status is ExitStatus.Signaled { CoreDumped: true } && bytes > 0, string.Create(CultureInfo.InvariantCulture, $"a shell was {status} and left {bytes >> 10:N0} KiB; limit: {limit}"));
    }
}
