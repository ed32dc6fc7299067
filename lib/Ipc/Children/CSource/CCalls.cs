using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Ipc.Native;
using Ipc.Tracing.Decoding;

namespace Ipc.Children.CSource;

/// <summary>The C form of every call that a step can record, by the name that the trace shows.</summary>
internal static class CCalls
{
    private static readonly Dictionary<string, CForm> Forms = new(CSockets.Forms)
    {
        // Descriptors
        ["write"] = new("ssize_t", "n", "unistd.h", c => $"write({c[0]}, {c.Data(1, (int)c.Known(2))})"),
        ["read"] = new("ssize_t", "n", "unistd.h", c =>
        {
            var (buffer, bytes) = c.Buffer((int)c.Known(2));
            return $"read({c[0]}, {buffer}, {bytes})";
        }),
        ["open"] = new("int", "fd", "fcntl.h", c => $"open({CText.Quote(c.Text(0))}, {CText.OpenFlags(c.Known(1))}{(NeedsMode(c.Known(1)) ? $", 0{Convert.ToString(c.Known(2), 8)}" : "")})"),
        ["close"] = new("int", "result", "unistd.h", c => $"close({c[0]})"),
        ["dup2"] = new("int", "fd", "unistd.h", c => $"dup2({c[0]}, {c[1]})"),
        ["pipe"] = new("int", "result", "unistd.h", c => $"pipe({Ends(c)})"),
        ["pipe2"] = new("int", "result", "unistd.h fcntl.h GNU", c => $"pipe2({Ends(c)}, {PipeFlags(c.Known(1))})"),
        ["flock"] = new("int", "result", "sys/file.h", c => $"flock({c[0]}, {Flock(c.Known(1))})"),

        ["lockf"] = new("int", "result", "unistd.h", c => $"lockf({c[0]}, {c.Known(1) switch { RecordLock.F_ULOCK => "F_ULOCK", RecordLock.F_LOCK => "F_LOCK", _ => "F_TLOCK" }}, 0)"),
        ["fcntl"] = new("int", "result", "fcntl.h GNU", c => c.Known(1) == Mman.F_ADD_SEALS ? $"fcntl({c[0]}, F_ADD_SEALS, {CText.Spaced(DescriptorFlags.Seals.Flags(c.Known(2)))})" : Lock(c)),

        ["read_to"] = new("ssize_t", "n", "unistd.h", c => $"read({c[0]}, (void *){c.Tight(1)}, {c[2]})"),
        ["write_from"] = new("ssize_t", "n", "unistd.h", c => $"write({c[0]}, (void *){c.Tight(1)}, {c[2]})"),
        ["eventfd"] = new("int", "fd", "sys/eventfd.h", c => $"eventfd({c[0]}, {(c.Known(1) == EventFd.EFD_SEMAPHORE ? "EFD_SEMAPHORE" : "0")})"),
        ["vmsplice"] = new("ssize_t", "n", "fcntl.h sys/uio.h GNU", c => $"vmsplice({c[0]}, (struct iovec *){c.Tight(1)}, 1, 0)"),

        ["mkfifo"] = new("int", "result", "sys/stat.h", c => $"mkfifo({CText.Quote(c.Text(0))}, 0{Convert.ToString(c.Known(1), 8)})"),
        ["poll"] = new("int", "ready", "poll.h", Poll),

        ["mq_open"] = new("mqd_t", "queue", "mqueue.h fcntl.h", c => $"mq_open({CText.Quote(c.Text(0))}, {CText.OpenFlags(c.Known(1))}{(NeedsMode(c.Known(1)) ? $", 0600, &(struct mq_attr){{ .mq_maxmsg = {CText.Number(c.Int64(3, 8))}, .mq_msgsize = {CText.Number(c.Int64(3, 16))} }}" : "")})"),
        ["mq_unlink"] = new("int", "result", "mqueue.h", c => $"mq_unlink({CText.Quote(c.Text(0))})"),
        ["mq_notify"] = new("int", "result", "mqueue.h signal.h", c => $"mq_notify({c[0]}, &(struct sigevent){{ .sigev_notify = SIGEV_SIGNAL, .sigev_signo = {CText.Signal(c.Int64(1, 8) & 0xffff_ffff)} }})"),
        ["mq_send"] = new("int", "result", "mqueue.h", c => $"mq_send({c[0]}, {CText.Quote(c.Text(1))}, {c[2]}, {c[3]})"),
        ["mq_receive"] = new("ssize_t", "n", "mqueue.h", c =>
        {
            var (buffer, bytes) = c.Buffer((int)c.Known(2));
            return $"mq_receive({c[0]}, {buffer}, {bytes}, NULL)";
        }),
        ["msgsnd"] = new("int", "result", "sys/msg.h", c => $"msgsnd({c[0]}, &(struct {{ long type; char text[{c.Known(2)}]; }}){{ {CText.Number(c.Int64(1, 0))}, {CText.Quote(c.Bytes(1, sizeof(long) + (int)c.Known(2))[sizeof(long)..])} }}, {c[2]}, 0)"),
        ["msgrcv"] = new("ssize_t", "n", "sys/msg.h", c => $"msgrcv({c[0]}, &{c.Own($"struct {{ long type; char text[{c.Known(2)}]; }}", "message")}, {c[2]}, {c[3]}, 0)"),

        ["mq_send_from"] = new("int", "result", "mqueue.h", c => $"mq_send({c[0]}, (char *){c.Tight(1)}, {c[2]}, 0)"),
        ["mq_receive_to"] = new("ssize_t", "n", "mqueue.h", c => $"mq_receive({c[0]}, (char *){c.Tight(1)}, {c[2]}, NULL)"),
        ["msgsnd_from"] = new("int", "result", "sys/msg.h", c => $"msgsnd({c[0]}, (void *){c.Tight(1)}, {c[2]}, 0)"),
        ["msgrcv_to"] = new("ssize_t", "n", "sys/msg.h", c => $"msgrcv({c[0]}, (void *){c.Tight(1)}, {c[2]}, 0, 0)"),

        // Shared memory
        ["shm_open"] = new("int", "fd", "sys/mman.h fcntl.h", c => $"shm_open({CText.Quote(c.Text(0))}, {CText.OpenFlags(c.Known(1))}, 0600)"),
        ["shm_unlink"] = new("int", "result", "sys/mman.h", c => $"shm_unlink({CText.Quote(c.Text(0))})"),
        ["fallocate"] = new("int", "result", "fcntl.h GNU", c => $"fallocate({c[0]}, 0, 0, {c[3]})"),
        ["mount"] = new("int", "result", "sys/mount.h", c => $"mount({CText.Quote(c.Text(0))}, {CText.Quote(c.Text(1))}, {CText.Quote(c.Text(2))}, 0, {CText.Quote(c.Text(4))})"),
        ["ftruncate"] = new("int", "result", "unistd.h", c => $"ftruncate({c[0]}, {c[1]})"),
        ["memfd_create"] = new("int", "fd", "sys/mman.h GNU", c => $"memfd_create({CText.Quote(c.Text(0))}, {(c.Known(1) == 0 ? "0" : "MFD_ALLOW_SEALING")})"),
        ["shmget"] = new("int", "segment", "sys/shm.h", c => $"shmget({Key(c)}, {c[1]}, {Created(c.Known(2))}0600)"),
        ["shmat"] = new("void *", "memory", "sys/shm.h", c => $"shmat({c[0]}, NULL, {(c.Known(2) == 0 ? "0" : "SHM_RDONLY")})"),
        ["shmdt"] = new("int", "result", "sys/shm.h", c => $"shmdt((void *){c.Tight(0)})"),
        ["shmctl"] = new("int", "result", "sys/shm.h", c => $"shmctl({c[0]}, IPC_RMID, NULL)"),
        ["load_acquire"] = new("long", "value", "stdatomic.h", c => $"atomic_load_explicit((_Atomic long *){c.Tight(0)}, memory_order_acquire)"),
        ["store_release"] = new("", "", "stdatomic.h", c => $"atomic_store_explicit((_Atomic long *){c.Tight(0)}, {c[1]}, memory_order_release)"),

        ["exchange_at"] = new("long", "held", "stdatomic.h", c => $"atomic_exchange((_Atomic long *){c.Tight(0)}, {c[1]})"),
        ["spin_at"] = new("long", "looks", "stdatomic.h", SpinAt),

        // Semaphores
        ["sem_open"] = new("sem_t *", "semaphore", "semaphore.h fcntl.h", c => $"sem_open({CText.Quote(c.Text(0))}, {(c.Known(1) == 0 ? "0" : $"O_CREAT | O_EXCL, 0600, {c[3]}")})"),
        ["sem_close"] = new("int", "result", "semaphore.h", c => $"sem_close({Semaphore(c)})"),
        ["sem_unlink"] = new("int", "result", "semaphore.h", c => $"sem_unlink({CText.Quote(c.Text(0))})"),
        ["sem_init"] = new("int", "result", "semaphore.h", c => $"sem_init({Semaphore(c)}, {c[1]}, {c[2]})"),
        ["sem_wait"] = new("int", "result", "semaphore.h", c => $"sem_wait({Semaphore(c)})"),
        ["sem_trywait"] = new("int", "result", "semaphore.h", c => $"sem_trywait({Semaphore(c)})"),
        ["sem_post"] = new("int", "result", "semaphore.h", c => $"sem_post({Semaphore(c)})"),
        ["sem_getvalue"] = new("int", "result", "semaphore.h", SemaphoreValue),
        ["semget"] = new("int", "set", "sys/sem.h", c => $"semget({Key(c)}, {c[1]}, {Created(c.Known(2))}0600)"),
        ["semop"] = new("int", "result", "sys/sem.h", SemaphoreOperations),
        ["semctl"] = new("int", "value", "sys/sem.h", c => c.Known(2) == SystemV.SETVAL ? $"semctl({c[0]}, 0, SETVAL, {c[3]})" : $"semctl({c[0]}, 0, {(c.Known(2) == SystemV.GETVAL ? "GETVAL" : "IPC_RMID")})"),

        // Processes
        ["fork"] = new("pid_t", "child", "unistd.h", _ => "fork()"),
        ["vfork"] = new("pid_t", "child", "unistd.h", _ => "vfork()"),
        ["wait4"] = new("pid_t", "ended", "sys/wait.h", c => $"waitpid({c[0]}, &{c.Scratch("int", "status")}, {WaitOptions(c.Known(2))})"),
        ["waitid"] = new("int", "result", "sys/wait.h", c => $"waitid(P_PID, {c[1]}, &{c.Scratch("siginfo_t", "info")}, WEXITED | WNOWAIT)"),
        ["execve"] = new("", "", "unistd.h", Exec),
        ["posix_spawn"] = new("int", "error", "spawn.h unistd.h GNU", Spawn),
        ["_exit"] = new("", "", "unistd.h", c => $"_exit({c[0]})"),
        ["exit"] = new("", "", "unistd.h sys/syscall.h", c => $"syscall(SYS_exit, {c[0]})"),
        ["getpid"] = new("pid_t", "self", "unistd.h", _ => "getpid()"),
        ["getppid"] = new("pid_t", "parent", "unistd.h", _ => "getppid()"),
        ["gettid"] = new("pid_t", "thread_id", "unistd.h GNU", _ => "gettid()"),
        ["setsid"] = new("pid_t", "session", "unistd.h", _ => "setsid()"),
        ["setpgid"] = new("int", "result", "unistd.h", c => $"setpgid({c[0]}, {c[1]})"),
        ["getsid"] = new("pid_t", "session", "unistd.h", c => $"getsid({c[0]})"),
        ["getpgid"] = new("pid_t", "group", "unistd.h", c => $"getpgid({c[0]})"),
        ["isatty"] = new("int", "is_terminal", "unistd.h", c => $"isatty({c[0]})"),
        ["ioctl"] = new("int", "result", "sys/ioctl.h", c => $"ioctl({c[0]}, TIOCSCTTY, 0)"),
        ["tcsetpgrp"] = new("int", "result", "unistd.h", c => $"tcsetpgrp({c[0]}, {c[1]})"),
        ["tcgetpgrp"] = new("pid_t", "group", "unistd.h", c => $"tcgetpgrp({c[0]})"),
        ["chdir"] = new("int", "result", "unistd.h", c => $"chdir({CText.Quote(c.Text(0))})"),
        ["setgroups"] = new("int", "result", "grp.h GNU", _ => "setgroups(0, NULL)"),
        ["setgid"] = new("int", "result", "unistd.h", c => $"setgid({c[0]})"),
        ["setuid"] = new("int", "result", "unistd.h", c => $"setuid({c[0]})"),
        ["unshare"] = new("int", "result", "sched.h GNU", c => $"unshare({CText.Spaced(ProcessFlags.Namespaces.Flags(c.Known(0)))})"),
        ["prctl"] = new("int", "result", "sys/prctl.h", c => $"prctl({ControlFlags.Options.Find(c.Known(0)) ?? c[0]}, {c[1]}, 0, 0, 0)"),
        ["setrlimit"] = new("int", "result", "sys/resource.h", c => $"setrlimit({IdentitySignatures.Limits.Find(c.Known(0)) ?? c[0]}, &(struct rlimit){{ {CText.Number(c.Int64(1, 0))}, {CText.Number(c.Int64(1, 8))} }})"),
        ["sched_setaffinity"] = new("int", "result", "sched.h GNU", Affinity),

        // Signals
        ["raise"] = new("int", "result", "signal.h", c => $"raise({c.Signal(0)})"),
        ["kill"] = new("int", "result", "signal.h", c => $"kill({c[0]}, {c.Signal(1)})"),
        ["tgkill"] = new("int", "result", "signal.h GNU", c => $"tgkill({c[1]}, {c[2]}, {c.Signal(3)})"),
        ["sigqueue"] = new("int", "result", "signal.h", c => $"sigqueue({c[0]}, {c.Signal(1)}, (union sigval){{ .sival_ptr = (void *){c[2]} }})"),
        ["signalfd"] = new("int", "fd", "signal.h sys/signalfd.h", c => $"signalfd(-1, &{c.SignalSet(1)}, 0)"),
        ["alarm"] = new("unsigned", "seconds_left", "unistd.h", c => $"alarm({c[0]})"),
        ["pause"] = new("int", "result", "unistd.h", _ => "pause()"),
        ["sigprocmask"] = new("int", "result", "signal.h", c => $"sigprocmask({(c.Known(0) == 0 ? "SIG_BLOCK" : "SIG_UNBLOCK")}, &{c.SignalSet(1)}, NULL)"),
        ["sigwaitinfo"] = new("int", "signal_taken", "signal.h", SignalTaken),
        ["sigaction"] = new("int", "result", "signal.h", Disposition),

        // Memory and time
        ["futex"] = new("long", "result", "unistd.h sys/syscall.h linux/futex.h", Futex),
        ["set_robust_list"] = new("long", "result", "unistd.h sys/syscall.h linux/futex.h", RobustList),
        ["pthread_mutex_lock"] = new("int", "error", "pthread.h", c => $"pthread_mutex_lock({c[0]})"),
        ["pthread_mutex_trylock"] = new("int", "error", "pthread.h", c => $"pthread_mutex_trylock({c[0]})"),
        ["pthread_mutex_unlock"] = new("int", "error", "pthread.h", c => $"pthread_mutex_unlock({c[0]})"),
        ["pthread_mutex_consistent"] = new("int", "error", "pthread.h", c => $"pthread_mutex_consistent({c[0]})"),
        ["mmap"] = new("void *", "memory", "sys/mman.h GNU", c => $"mmap(NULL, {c[1]}, {CText.Spaced(MemoryFlags.Protection.Flags(c.Known(2)))}, {CText.Spaced(MemoryFlags.Map(c.Known(3)))}, {c[4]}, 0)"),
        ["munmap"] = new("int", "result", "sys/mman.h", c => $"munmap((void *){c[0]}, {c[1]})"),
        ["msync"] = new("int", "result", "sys/mman.h", c => $"msync((void *){c[0]}, {c[1]}, MS_SYNC)"),
        ["madvise"] = new("int", "result", "sys/mman.h GNU", c => $"madvise((void *){c[0]}, {c[1]}, {MemoryFlags.Advice.Value(c.Known(2))})"),
        ["mremap"] = new("void *", "moved", "sys/mman.h GNU", c => $"mremap((void *){c.Tight(0)}, {c[1]}, {c[2]}, {CText.Spaced(MemoryFlags.Remap.Flags(c.Known(3)))}{((c.Known(3) & Mman.MREMAP_FIXED) == 0 ? "" : $", (void *){c.Tight(4)}")})"),
        ["copy_at"] = new("", "", "string.h", c => $"memmove((void *){c.Tight(0)}, (void *){c.Tight(1)}, {c[2]})"),
        ["compare_at"] = new("int", "difference", "string.h", c => $"memcmp((void *){c.Tight(0)}, (void *){c.Tight(1)}, {c[2]})"),
        ["load_at"] = new("long", "value", "unistd.h", c => $"*(volatile long *){c.Tight(0)}"),
        ["store_at"] = new("long", "value", "unistd.h", c => $"*(volatile long *){c.Tight(0)} = {c[1]}"),
        ["fill_at"] = new("", "", "string.h", c => $"memset((void *){c[0]}, {c[1]}, {c[2]})"),
        ["memset"] = new("", "", "string.h", c => $"memset({c[0]}, {c[1]}, {c[2]})"),
        ["nanosleep"] = new("int", "result", "time.h", c => $"nanosleep(&(struct timespec){{ {Time(c.Int64(0, 0), c.Int64(0, 8))} }}, NULL)"),
        ["now"] = new("long", "now", "time.h", Now),
        ["getrusage"] = new("int", "result", "sys/resource.h", c => $"getrusage(RUSAGE_SELF, (struct rusage *){c.Tight(1)})"),
        ["compute"] = new("long", "looks", "time.h", Compute),
    };

    private static readonly FlagSet Waits = new("W", (1, "WNOHANG"), (2, "WUNTRACED"), (8, "WCONTINUED"));

    /// <summary>The names that the program must not give to anything else.</summary>
    internal static IEnumerable<string> Functions => Forms.Keys.Concat(["clone", "signal", "mmap", "waitpid", "execl", "syscall", "time", "pthread_create"]);

    /// <summary>The form of a call.</summary>
    /// <exception cref="NotSupportedException">There is none.</exception>
    internal static CForm Of(string call) => Forms.GetValueOrDefault(call) ?? throw new NotSupportedException($"{call} has no C form yet");

    /// <summary>The options of a wait.</summary>
    internal static string WaitOptions(long options) => CText.Spaced(Waits.Flags(options));

    private static string LockTypeName(long type) => (LockType)type switch { LockType.Read => "F_RDLCK", LockType.Write => "F_WRLCK", _ => "F_UNLCK" };

    private static string Lock(CCall c) => $"fcntl({c[0]}, {LockCommand(c.Known(1))}, &(struct flock){{ .l_type = {LockTypeName(c.Int64(2, 0) & 0xffff)}, .l_whence = SEEK_SET, .l_start = {CText.Number(c.Int64(2, 8))}, .l_len = {CText.Number(c.Int64(2, 16))} }})";

    private static string LockCommand(long command) => command switch
    {
        RecordLock.F_SETLK => "F_SETLK",
        RecordLock.F_SETLKW => "F_SETLKW",
        RecordLock.F_OFD_SETLK => "F_OFD_SETLK",
        _ => "F_OFD_SETLKW",
    };

    private static string Key(CCall c) => c[0] == "0" ? "IPC_PRIVATE" : c[0];

    private static string Created(long flags) => (flags & SystemV.IPC_CREAT) != 0 ? "IPC_CREAT | IPC_EXCL | " : "";

    private static string Semaphore(CCall c) => $"(sem_t *){c.Tight(0)}";

    private static string SemaphoreValue(CCall c)
    {
        var value = c.Own("int", "value", " = 0");
        c.Leaves(1, 0, value);
        return $"sem_getvalue({Semaphore(c)}, &{value})";
    }

    private static string SemaphoreOperations(CCall c)
    {
        var operations = MemoryMarshal.Cast<byte, SystemV.SemaphoreOperation>(c.Bytes(1, (int)c.Known(2) * Unsafe.SizeOf<SystemV.SemaphoreOperation>())).ToArray();
        var written = operations.Select(one => $"{{ {one.Number}, {one.Change}, {CText.Spaced(SystemV.OperationFlags(one.Flags))} }}").ToList();
        return written.Count == 1 ? $"semop({c[0]}, &(struct sembuf){written[0]}, 1)" : $"semop({c[0]}, (struct sembuf[]){{ {string.Join(", ", written)} }}, {written.Count})";
    }

    private static bool NeedsMode(long flags) => (flags & Unistd.O_CREAT) != 0 || OpenFlags.Names((int)flags).Contains("O_TMPFILE", StringComparison.Ordinal);

    private static string PipeFlags(long flags) => flags == 0 ? "0" : CText.Spaced(OpenFlags.Names((int)flags));

    private static string Ends(CCall c)
    {
        var ends = c.Own("int", c.CapturedPipe ?? "fds", "[2]");
        c.Leaves(0, 0, $"{ends}[0]");
        c.Leaves(0, sizeof(int), $"{ends}[1]");
        return ends;
    }

    private static string Poll(CCall c)
    {
        var polled = c.Given("struct pollfd", "polled", $".fd = {c[3]}, .events = {CText.Spaced(PollFlags.Poll.Flags(c.Known(4)))}");
        c.Leaves(0, 0, $"{polled}.revents", isEvents: true);
        return $"poll(&{polled}, 1, {c[2]})";
    }

    private static string Flock(long operation)
    {
        var name = (operation & 3, operation & 8) switch { (1, 0) => "LOCK_SH", (2, 0) => "LOCK_EX", (_, 8) => "LOCK_UN", _ => CText.Number(operation & ~4) };
        return (operation & 4) != 0 ? $"{name} | LOCK_NB" : name;
    }

    private static string Exec(CCall c)
    {
        var arguments = c.Texts(1);
        var environment = c.Texts(2);
        if (ChildProgram.CurrentEnvironment().SequenceEqual(environment))
        {
            return $"execl({CText.Quote(c.Text(0))}, {string.Join(", ", arguments.Select(CText.Quote))}, (char *)NULL)";
        }

        return $"execve({CText.Quote(c.Text(0))}, {Vector(arguments)}, {Vector(environment)})";
    }

    private static string Vector(IEnumerable<string> texts) => $"(char *[]){{ {string.Join(", ", texts.Select(CText.Quote).Append("NULL"))} }}";

    private static string Spawn(CCall c)
    {
        var pid = c.Own("pid_t", "spawned", " = 0");
        c.Leaves(0, 0, pid);
        return $"posix_spawn(&{pid}, {CText.Quote(c.Text(1))}, NULL, NULL, {Vector(c.Texts(4))}, environ)";
    }

    private static string Affinity(CCall c)
    {
        var cpus = c.Scratch("cpu_set_t", "cpus");
        var set = c.Bytes(2, (int)c.Known(1));
        c.Before($"CPU_ZERO(&{cpus});");
        for (var cpu = 0; cpu < set.Length * 8; cpu++)
        {
            if ((set[cpu / 8] >> (cpu % 8) & 1) != 0)
            {
                c.Before($"CPU_SET({cpu}, &{cpus});");
            }
        }

        return $"sched_setaffinity(0, sizeof {cpus}, &{cpus})";
    }

    private static string Disposition(CCall c)
    {
        var (handler, flags) = (c.Int64(1, 0), c.Int64(1, 136) & 0xffff_ffff);
        var members = new List<string>();
        switch (handler)
        {
            case 0:
                members.Add(".sa_handler = SIG_DFL");
                break;
            case 1:
                members.Add(".sa_handler = SIG_IGN");
                break;
            default:
                members.Add(".sa_sigaction = take_signal");
                c.Define("take_signal", """
                    static volatile sig_atomic_t signals_taken;

                    static void take_signal(int signal, siginfo_t *info, void *context)
                    {
                        (void)signal, (void)info, (void)context;
                        signals_taken++;
                    }
                    """);
                break;
        }

        return Action(c, members, flags);
    }

    /// <summary>sigaction with a function of the program's own.</summary>
    internal static string HandlerCall(CCall c, string function) => Action(c, [$".sa_sigaction = {function}"], c.Int64(1, 136) & 0xffff_ffff);

    private static string Action(CCall c, List<string> members, long flags)
    {
        if (flags != 0)
        {
            members.Add($".sa_flags = {CText.Spaced(SignalFlags.Action.Flags(flags))}");
        }

        return $"sigaction({c.Signal(0)}, &(struct sigaction){{ {string.Join(", ", members)} }}, NULL)";
    }

    private static string Futex(CCall c)
    {
        if (c.IsInImage(3))
        {
            c.Include("time.h");
        }

        var fourth = c.IsInImage(3) ? $"&(struct timespec){{ {Time(c.Int64(3, 0), c.Int64(3, 8))} }}" : c[3] == "0" ? "NULL" : c[3];
        return $"syscall(SYS_futex, {c[0]}, {FutexOperation.Name(c.Known(1))}, {c[2]}, {fourth}, {(c[4] == "0" ? "NULL" : c[4])}, {c[5]})";
    }

    private static string RobustList(CCall c)
    {
        c.Include("stdatomic.h");
        c.Define("set_robust_list", """
            /* A list with one entry, which the kernel walks along when this thread ends. */
            static long set_robust_list(const void *word)
            {
                static struct robust_list entry;
                static struct robust_list_head head;
                head.list.next = &entry;
                entry.next = &head.list;
                head.futex_offset = (const char *)word - (const char *)&entry;
                return syscall(SYS_set_robust_list, &head, sizeof head);
            }
            """);
        return $"set_robust_list((const void *){c[3]})";
    }

    private static string Time(long seconds, long nanoseconds) => (seconds, nanoseconds) switch
    {
        (0, _) => $".tv_nsec = {nanoseconds}",
        (_, 0) => $".tv_sec = {seconds}",
        _ => $".tv_sec = {seconds}, .tv_nsec = {nanoseconds}",
    };

    private static string Compute(CCall c)
    {
        c.Define("compute", """
            /* Uses so much CPU time; returns how often it looked at the clock. */
            static long compute(long nanoseconds)
            {
                struct timespec used;
                clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
                long end = used.tv_sec * 1000000000L + used.tv_nsec + nanoseconds, looks = 0;
                do {
                    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
                    looks++;
                } while (used.tv_sec * 1000000000L + used.tv_nsec < end);
                return looks;
            }
            """);
        return $"compute({c[0]})";
    }

    private static string SignalTaken(CCall c)
    {
        var set = c.SignalSet(0);
        var information = c.Scratch("siginfo_t", "info");
        c.Leaves(1, 24, $"(long){information}.si_value.sival_ptr");
        return $"sigwaitinfo(&{set}, &{information})";
    }

    private static string Now(CCall c)
    {
        c.Define("monotonic_time", """
            /* Nanoseconds. */
            static long monotonic_time(void)
            {
                struct timespec now;
                clock_gettime(CLOCK_MONOTONIC, &now);
                return now.tv_sec * 1000000000L + now.tv_nsec;
            }
            """);
        return "monotonic_time()";
    }

    private static string SpinAt(CCall c)
    {
        c.Define("spin_until", """
            /* Returns how many looks found another value. */
            static long spin_until(_Atomic long *word, long value)
            {
                long looks = 0;
                while (atomic_load_explicit(word, memory_order_acquire) != value) {
                    looks++;
                }
                return looks;
            }
            """);
        return $"spin_until((_Atomic long *){c.Tight(0)}, {c[1]})";
    }
}
