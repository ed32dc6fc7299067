using Ipc.Native;
using Ipc.Tracing;

namespace Ipc.DotNet;

/// <summary>Cuts what the reader's lines did out of the trace of a whole .NET program.</summary>
internal static class ReaderLines
{
    /// <summary>The calls that have to be traced beside those that were asked for.</summary>
    internal static IReadOnlyList<string> Calls { get; } = [Marker.Call, .. AssemblyLoading.Calls];

    /// <summary>
    /// The trace between the markers, without the threads that the runtime had before, and without its loading of assemblies.
    /// Processes that the lines started are there to their end.
    /// </summary>
    /// <param name="trace">The trace of the program, the markers' call among those traced.</param>
    /// <param name="loading">Knows the calls by which the runtime loads what it needs.</param>
    /// <param name="named">The calls that were asked for; empty for all.</param>
    /// <returns>The part, or <c>null</c> where the program did not come to its first line.</returns>
    internal static SystemCallTrace? Of(SystemCallTrace trace, AssemblyLoading loading, IReadOnlyList<string> named)
    {
        var marks = trace.Calls.Where(call => Marker.Is(call)).ToList();
        if (marks.Find(call => Marker.Is(call, Marker.Started)) is not { End: { } started } || marks.Find(call => Marker.Is(call, Marker.Begin)) is not { End: { } begin } first)
        {
            return null;
        }

        var program = first.Pid;
        var end = marks.Find(call => Marker.Is(call, Marker.End))?.Start;
        var runtime = trace.Threads.Where(thread => thread.Pid == program && thread.Tid != program && thread.Started < started).Select(thread => thread.Tid).ToHashSet();
        return trace with
        {
            Command = "dotnet program.dll",
            Program = null,
            Calls = [.. trace.Calls.Where(call => !IsOfRuntime(call) && IsIn(call.Pid, call.Tid, call.Start) && (named.Count == 0 || named.Contains(call.Name)))],
            Events = [new ProcessEvent.Started(program, program, begin, 0, Birth.Laboratory), .. trace.Events.Where(one => IsIn(one.Pid, one.Tid, one.Time))],
        };

        bool IsOfRuntime(SystemCall call) => Marker.Is(call) || (call.Pid == program && loading.Takes(call));

        bool IsIn(int pid, int tid, MonotonicTime time) => time >= begin && !runtime.Contains(tid) && (pid != program || end is null || time <= end);
    }
}
