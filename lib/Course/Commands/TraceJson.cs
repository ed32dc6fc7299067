using System.Text.Json;
using Ipc;
using Ipc.Children;
using Ipc.Native;
using Ipc.Tracing;

namespace Course.Commands;

/// <summary>A trace as one JSON object.</summary>
internal static class TraceJson
{
    internal static string Of(SystemCallTrace trace) => JsonSerializer.Serialize(
        new Entry(
            trace.Command,
            trace.Status,
            trace.Broken,
            trace.Lost,
            [.. trace.Calls.Select(call => new Call(
                call.Pid,
                call.Tid,
                call.Name,
                call.Arguments.ToDictionary(argument => argument.Name, argument => argument.Text),
                call.Result,
                call.Errno,
                call.Start,
                call.End,
                call.InterruptedBy,
                call.Text))],
            [.. trace.Events.Select(one => new Event(one.Pid, one.Tid, one.Time, one.GetType().Name, one.What))],
            trace.Threads,
            trace.Summarise(),
            new Output(trace.Output.StandardOutput, trace.Output.StandardError, trace.Output.DroppedBytes)),
        ObservationJson.Options);

    private sealed record Entry(
        string Command,
        ExitStatus Status,
        string? Broken,
        long Lost,
        IReadOnlyList<Call> Calls,
        IReadOnlyList<Event> Events,
        IReadOnlyList<TracedThread> Threads,
        IReadOnlyList<SystemCallSummary> Summary,
        Output Output);

    private sealed record Call(
        int Pid, int Tid, string Name, IReadOnlyDictionary<string, string> Arguments, long? Result, Errno? Errno, MonotonicTime Start, MonotonicTime? End, Signal? InterruptedBy, string Text);

    private sealed record Event(int Pid, int Tid, MonotonicTime Time, string Kind, string What);

    private sealed record Output(string StandardOutput, string StandardError, long DroppedBytes);
}
