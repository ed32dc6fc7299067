namespace Ipc.Native;

/// <summary>Which failures of a call mean that the machine, or the sandbox around the process, does not allow an experiment at all.</summary>
internal static class Refusal
{
    private const string SharedMemoryFolder = "/dev/shm";

    /// <summary>Calls that ask for no privilege: where one is refused, a sandbox does it.</summary>
    private static readonly HashSet<string> Unprivileged =
    [
        "clone", "memfd_create", "msgget", "pidfd_open", "pidfd_send_signal", "prctl", "process_vm_readv", "semget", "shmget", "unshare", "mq_open",
    ];

    /// <summary>What is missing and how to get it; <c>null</c> where the failure says nothing about the machine.</summary>
    internal static NotObserved? Of(string call, Errno errno) => (call, errno) switch
    {
        ("ptrace" or "process_vm_readv", Errno.EPERM or Errno.EACCES or Errno.ENOSYS) => new(
            "tracing is not allowed here",
            "a container needs --cap-add=SYS_PTRACE, a machine with Yama kernel.yama.ptrace_scope=1 or less; a process that is traced already cannot be traced twice"),
        ("perf_event_open", Errno.EPERM or Errno.EACCES or Errno.ENOSYS or Errno.ENOENT) => new(
            "the kernel's performance counters are not to be had here",
            "it needs kernel.perf_event_paranoid=2 or less, a container --cap-add=PERFMON, and a virtual machine's host must pass the counters on"),
        ("mq_open", Errno.ENOSYS) => new("this kernel has no POSIX message queues", "it needs a kernel with CONFIG_POSIX_MQUEUE, and a sandbox that lets mq_open pass"),
        ("shm_open" or "sem_open", Errno.ENOENT or Errno.EACCES or Errno.EROFS or Errno.ENOSYS) when !CanUseSharedMemoryFolder() => new(
            $"{SharedMemoryFolder} cannot be written here",
            $"it needs a tmpfs there: mount -t tmpfs -o mode=1777 tmpfs {SharedMemoryFolder}, or a container with --shm-size"),
        (_, Errno.ENOSYS) => new($"{call} is not to be had here", "this kernel, or the sandbox around it, does not have the call: a container's seccomp profile may forbid it"),
        (_, Errno.EPERM or Errno.EACCES) when Unprivileged.Contains(call) => new($"{call} is not allowed here", "a sandbox forbids it: see the container's seccomp profile, and the limits under /proc/sys/user"),
        _ => null,
    };

    private static bool CanUseSharedMemoryFolder()
    {
        try
        {
            using var probe = new FileStream($"{SharedMemoryFolder}/ipc-probe-{Guid.NewGuid():N}", FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
