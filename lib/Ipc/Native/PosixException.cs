namespace Ipc.Native;

/// <summary>A system call failed. The message names the call, what it was about, the errno and, where it is known, what to do.</summary>
public sealed class PosixException : Exception, IUnobserved
{
    /// <summary>Makes the exception of one failed call.</summary>
    /// <param name="call">The system call or libc function, such as "mq_open".</param>
    /// <param name="errno">Why it failed.</param>
    /// <param name="subject">What it was about: a path, a descriptor, a pid; empty where there is nothing to name.</param>
    /// <param name="advice">What to do; empty takes the advice known for this errno, if any.</param>
    public PosixException(string call, Errno errno, string subject = "", string advice = "")
        : base(Describe(call, errno, subject, advice))
    {
        Lack = Refusal.Of(call, errno);
        Call = call;
        Errno = errno;
        Subject = subject;
    }

    /// <summary>The system call or libc function that failed.</summary>
    public string Call { get; }

    /// <summary>Why it failed.</summary>
    public Errno Errno { get; }

    /// <summary>What the call was about, or empty.</summary>
    public string Subject { get; }

    /// <inheritdoc/>
    public NotObserved? Lack { get; }

    /// <summary>The exception of the call that this thread made last through P/Invoke with SetLastError.</summary>
    /// <param name="call">The system call or libc function.</param>
    /// <param name="subject">What it was about, or empty.</param>
    public static PosixException Last(string call, string subject = "") =>
        new(call, (Errno)System.Runtime.InteropServices.Marshal.GetLastPInvokeError(), subject);

    private static string Describe(string call, Errno errno, string subject, string advice)
    {
        var tail = advice.Length > 0 ? advice : Refusal.Of(call, errno)?.Remedy ?? Advice(call, errno);
        var text = System.Runtime.InteropServices.Marshal.GetPInvokeErrorMessage((int)errno);
        return $"{call}({subject}): {errno} ({(int)errno}): {text}{(tail.Length > 0 ? $"; {tail}" : "")}";
    }

    private static string Advice(string call, Errno errno) => errno switch
    {
        Errno.EMFILE => "close descriptors, or raise the limit with ulimit -n",
        Errno.EAGAIN when call is "read" or "write" => "the call would have to wait, and the descriptor says O_NONBLOCK",
        Errno.EAGAIN => "a limit was reached; see ulimit -a",
        Errno.ENOSPC => "the file system or the table is full",
        Errno.EPERM => "this needs a privilege that the process does not have",
        _ => "",
    };
}
