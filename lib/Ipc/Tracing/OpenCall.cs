using Ipc.Native;
using Ipc.Tracing.Decoding;

namespace Ipc.Tracing;

/// <summary>A call between its entry and the end of the trace: what is known of it so far.</summary>
internal sealed class OpenCall
{
    private readonly Signature signature;
    private readonly CallContext context;
    private readonly int pid;
    private readonly MonotonicTime start;
    private readonly string?[] texts;
    private MonotonicTime? end;
    private string resultText = "?";
    private string resultDetail = "";

    internal OpenCall(Tracee tracee, Ptrace.SystemCallStop entry, MonotonicTime start, int textBytes)
    {
        pid = tracee.Pid;
        this.start = start;
        context = new CallContext(tracee.Tid, SystemCallTable.Name(entry.Number), entry.Arguments, textBytes) { StackPointer = entry.StackPointer, Previous = tracee.LastName };
        signature = Signatures.Of(context.Name);
        texts = new string?[signature.Parameters.Count];
        for (var i = 0; i < texts.Length; i++)
        {
            texts[i] = signature.Parameters[i].AtEntry(context, i);
        }
    }

    /// <summary>The call's name.</summary>
    internal string Name => context.Name;

    /// <summary>The registers with its arguments.</summary>
    internal Ptrace.Words Words => context.Words;

    internal Signal? InterruptedBy { get; set; }

    /// <summary>A signal broke it off: it failed with EINTR, or the kernel is to make it again.</summary>
    internal bool WasBrokenOff => end is not null && (context.Restart is not null || context.Errno == Errno.EINTR);

    /// <summary>It returned: what the kernel wrote for the caller can be read now.</summary>
    internal void Return(long result, MonotonicTime time)
    {
        end = time;
        context.Return(result);
        for (var i = 0; i < texts.Length; i++)
        {
            texts[i] = signature.Parameters[i].AtExit(context, i, texts[i]);
        }

        // Now, while the caller stands and its memory is as the call left it.
        resultText = ResultText();
        resultDetail = context.Failed ? "" : signature.ResultDetail?.Invoke(context) ?? "";
    }

    internal SystemCall ToRecord() => new(
        pid,
        context.Tid,
        context.Name,
        [.. texts.Select((text, i) => (text, i)).Where(one => one.text is not null).Select(one => Argument(signature.Parameters[one.i], one.i, one.text!))],
        end is null || context.Restart is not null ? null : context.Failed ? -1 : context.Result,
        context.Errno,
        start,
        end)
    {
        InterruptedBy = InterruptedBy,
        Restart = context.Restart,
        ResultText = resultText,
        ResultDetail = resultDetail,
    };

    private string ResultText() =>
        context.Restart is { } restart ? $"? {restart}"
        : context.Errno is { } errno ? $"-1 {errno}"
        : signature.Result(context);

    private SystemCallArgument Argument(Parameter parameter, int index, string text) =>
        new(parameter.Name, text, parameter.Word(context, index)) { Label = parameter.Label };
}
