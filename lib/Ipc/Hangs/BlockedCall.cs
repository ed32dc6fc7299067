using Ipc.Native;
using Ipc.ProcFs;
using Ipc.Tracing.Decoding;

namespace Ipc.Hangs;

/// <summary>The call that a thread is blocked in, with the words of its arguments.</summary>
/// <param name="Name">The call; empty where there is none.</param>
/// <param name="Words">Its argument registers.</param>
/// <param name="Text">The call as a trace would show it at its entry.</param>
/// <param name="Function">The kernel function that the thread sleeps in.</param>
internal sealed record BlockedCall(string Name, IReadOnlyList<long> Words, string Text, string Function)
{
    private const int TextBytes = 64;

    internal int Fd => (int)Words[0];

    /// <summary>The call of a thread now; one without a name where /proc does not tell.</summary>
    internal static BlockedCall Of(int tid)
    {
        try
        {
            var wait = KernelWait.Of(tid);
            if (wait.SystemCall is not { } number || number < 0)
            {
                return new("", [], "", wait.Function);
            }

            long[] words = [.. wait.Arguments.Select(word => (long)word)];
            var call = new CallContext(tid, SystemCallTable.Name(number), new Ptrace.Words(words[0], words[1], words[2], words[3], words[4], words[5]), TextBytes);
            var signature = Signatures.Of(call.Name);
            var shown = signature.Parameters.Select((parameter, i) => parameter.AtEntry(call, i)).Where(text => text is not null);
            return new(call.Name, words, $"{call.Name}({string.Join(", ", shown)})", wait.Function);
        }
        catch (PosixException)
        {
            return new("", [], "", ""); // gone, or /proc/PID/syscall is not ours to read
        }
    }
}
