using System.Diagnostics;
using Ipc.Children;
using Ipc.Native;
using Ipc.ProcFs;
using Ipc.SharedMemory;

namespace Ipc.Measurement.Creation;

/// <summary>
/// A small process that makes others: it gives up what it has from this process, takes the memory it is asked to have, and then does what
/// is measured, on one CPU, with times and counts in shared memory.
/// </summary>
internal static class MeasuredParent
{
    /// <summary>Where a parent notes that something went wrong: 1 or more. What is measured may use the bytes from <see cref="FreeOffset"/> on.</summary>
    internal const int FailureOffset = 0, FreeOffset = 64;

    private static readonly Signal[] MemoryFaults = [Signal.SIGSEGV, Signal.SIGBUS, Signal.SIGILL, Signal.SIGABRT];
    private static SmallParent.Diet diet;

    /// <summary>Runs one.</summary>
    /// <param name="asked">What it is given.</param>
    /// <param name="resultBytes">How much shared memory it needs for what it finds out.</param>
    /// <param name="deadline">How long it may take before it counts as hung.</param>
    /// <param name="record">Records what is measured: it is given where the shared memory is, and where the memory that was asked for. The program must not end in it.</param>
    /// <param name="read">Reads what was found out.</param>
    /// <exception cref="MeasurementException">It failed.</exception>
    /// <exception cref="ChildDeadlineException">It hung; the exception brings the report.</exception>
    /// <exception cref="PosixException">It could not be made.</exception>
    internal static (ParentMemory Memory, T Found) Run<T>(AskedMemory asked, long resultBytes, TimeSpan deadline, Action<ChildProgram, Value, Value> record, Func<MappedMemory, T> read)
    {
        for (; ; diet++)
        {
            if (TryRun(asked, resultBytes, deadline, record, read, diet, out var result))
            {
                return result;
            }
        }
    }

    private static bool TryRun<T>(AskedMemory asked, long resultBytes, TimeSpan deadline, Action<ChildProgram, Value, Value> record, Func<MappedMemory, T> read, SmallParent.Diet diet, out (ParentMemory, T) result)
    {
        using var small = new SmallParent();
        using var ready = new Checkpoint();
        using var results = PosixSharedMemory.Create(resultBytes);
        using var memory = results.Map();
        using var child = Fork.Start(
            c =>
            {
                c.PinTo(Sched.CpusOf(Environment.ProcessId)[0]);
                var found = c.Map(results.Bytes, MapProtection.Read | MapProtection.Write, MapFlags.Shared | MapFlags.Populate, c.OpenShared(results.Name));
                small.Record(c);
                var block = asked.Record(c, refused => FailIf(c, found, refused, 1));
                ready.Stop(c);
                record(c, found, block);
                c.Exit(0);
            },
            new ChildOptions { Deadline = deadline, TraceCapacity = 64 });
        var seen = default(ParentMemory);
        try
        {
            small.Shrink(child, diet);
            var begin = Stopwatch.GetTimestamp();
            seen = ready.Look(child, () =>
            {
                var filled = Stopwatch.GetElapsedTime(begin);
                return ParentMemory.Of(child.Pid) with { Filled = filled };
            });
        }
        catch (InvalidOperationException)
        {
            // It ended before: how, its status says.
        }

        var status = child.Wait();
        if (status is ExitStatus.Signaled { Signal: var signal } && MemoryFaults.Contains(signal) && diet != SmallParent.Diet.None)
        {
            result = default;
            return false;
        }

        if (seen is null || status is not ExitStatus.Exited { Code: 0 })
        {
            throw new MeasurementException(memory[FailureOffset] switch
            {
                0 => $"the parent of the measured processes {status}",
                1 => $"the parent did not get {asked.Mebibytes} MiB: is there a limit, or is vm.overcommit_memory 2?",
                _ => $"a call did not make a process, or the process did not end as it should; with {asked.Mebibytes} MiB to copy, memory may not be enough",
            });
        }

        result = (seen, read(memory));
        return true;
    }

    /// <summary>Records that the parent ends, with a note, where something is so.</summary>
    internal static void FailIf(ChildProgram c, Value found, Condition failed, int code) => c.If(failed, () =>
    {
        c.StoreAt(found + FailureOffset, code);
        c.Exit(1);
    });
}
