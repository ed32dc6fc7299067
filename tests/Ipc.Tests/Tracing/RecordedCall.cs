using Ipc.Native;
using Ipc.Tracing;

namespace Ipc.Tests.Tracing;

/// <summary>Decodes a call as if this process had made it: what its words point to lies in this process's own memory.</summary>
internal static class RecordedCall
{
    /// <summary>The call's text after it returned.</summary>
    /// <param name="name">The call; the test that asks for it must know that this architecture has it.</param>
    /// <param name="result">What it returned, a negative errno for a failure.</param>
    /// <param name="words">Its arguments.</param>
    internal static string Text(string name, long result, params long[] words)
    {
        long[] all = [.. words, .. new long[6 - words.Length]];
        var entry = new Ptrace.SystemCallStop(Ptrace.Position.Entry, SystemCallTable.Number(name), new(all[0], all[1], all[2], all[3], all[4], all[5]), 0, 0);
        var call = new OpenCall(new Tracee(Environment.ProcessId, Environment.ProcessId, 0), entry, MonotonicTime.Now, textBytes: 64);
        call.Return(result, MonotonicTime.Now);
        return call.ToRecord().Text;
    }
}
