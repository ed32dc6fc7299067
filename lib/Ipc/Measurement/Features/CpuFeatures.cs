using Ipc.Leftovers;
using Ipc.Native;

namespace Ipc.Measurement.Features;

/// <summary>CPUs, counters, and groups that share them out.</summary>
internal static class CpuFeatures
{
    internal static IReadOnlyList<FeatureProbe> All { get; } =
    [
        new("two CPUs", "chapters 01, 13: P5 and C1 are observed on one CPU only", TwoCpus),
        new("perf: hardware counters", "chapter 13: no cache misses are counted; few virtual machines have them", () => Count(PerfEvent.PERF_TYPE_HARDWARE, PerfEvent.PERF_COUNT_HW_INSTRUCTIONS, "instructions")),
        new("perf: software counters", "no claim: /proc counts too; sysctl kernel.perf_event_paranoid=2", () => Count(PerfEvent.PERF_TYPE_SOFTWARE, PerfEvent.PERF_COUNT_SW_PAGE_FAULTS, "page faults")),
        new("cgroup v2", "no claim; a limit for a group of processes cannot be tried", MakeGroup),
    ];

    /// <summary>Two threads, each kept to a CPU of its own, say where they run.</summary>
    private static Attempt TwoCpus()
    {
        var usable = Sched.CpusOf(Environment.ProcessId);
        var seen = new List<int>();
        foreach (var cpu in usable.Take(2))
        {
            Exception? failure = null;
            var thread = new Thread(() =>
            {
                try
                {
                    Sched.KeepThisThreadTo(cpu);
                    seen.Add(Sched.CurrentCpu());
                }
                catch (PosixException e)
                {
                    failure = e;
                }
            });
            thread.Start();
            thread.Join();
            if (failure is not null)
            {
                throw failure;
            }
        }

        var (quota, file) = ControlGroup.CpuQuota(new HostFiles());
        var where = seen.Count == 1 ? $"threads ran on CPU {seen[0]} only" : $"threads ran on CPUs {string.Join(" and ", seen)} of {usable.Count}";
        return new(seen.Distinct().Count() == 2 && quota is null or >= 2, quota is null ? where : $"{where}; {file} allows the time of {quota:0.##}");
    }

    private static unsafe Attempt Count(int type, long counter, string what)
    {
        const int Pages = 16;
        using var perf = PerfEvent.Open(type, counter);
        using var region = new Mman.Region(Pages * Environment.SystemPageSize, shared: false);
        for (var page = 0; page < Pages; page++)
        {
            ((byte*)region.Address)[page * Environment.SystemPageSize] = 1;
        }

        var count = PerfEvent.Read(perf);
        return new(count >= Pages, $"{count:N0} {what} while {Pages} new pages were written");
    }

    private static Attempt MakeGroup()
    {
        var own = ControlGroup.Version2Folder(new HostFiles()) ?? throw new IOException("no cgroup2 file system is mounted, or this process is in no group of it");
        var controllers = new HostFiles().Text($"{own}/cgroup.controllers") is { Length: > 0 } list ? list : "none";
        var path = Path.Combine(own, $"course-doctor-{Environment.ProcessId}");
        using var entry = Journal.Current.Enter(ObjectKind.Directory, path);
        Directory.CreateDirectory(path);
        return new(File.Exists(Path.Combine(path, "cgroup.procs")), $"a group was made in {own}; controllers: {controllers}");
    }
}
