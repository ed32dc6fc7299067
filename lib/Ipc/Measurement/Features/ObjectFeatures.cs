using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Ipc.Leftovers;
using Ipc.Native;

namespace Ipc.Measurement.Features;

/// <summary>Kernel objects with names and keys: shared memory, semaphores, message queues.</summary>
internal static class ObjectFeatures
{
    private const int OwnerOnly = 0x180; // rw-------
    private const int Create = SystemV.IPC_CREAT | SystemV.IPC_EXCL | OwnerOnly;
    private const long Sent = 0x6c61626f7261746f;

    internal static IReadOnlyList<FeatureProbe> All { get; } =
    [
        new("POSIX shared memory", "chapter 10: H1 is not observed for POSIX objects; a container needs /dev/shm", PosixSharedMemory),
        new("memfd", "chapter 10: H1 is not observed for memory without a name", MemoryFile),
        new("System V shared memory", "chapters 10, 11: H1 and Q2 are not observed for System V objects", SharedMemorySegment),
        new("System V semaphores", "chapter 10: System V semaphores are not shown", SemaphoreSet),
        new("System V message queues", "chapter 11: Q1 and Q2 are not observed for System V objects", MessageQueue),
        new("POSIX message queues", "chapter 11: Q1 and Q2 are not observed for POSIX objects", PosixMessageQueue),
    ];

    private static string NewName() => $"/course-doctor-{Environment.ProcessId}-{Guid.NewGuid().ToString("N")[..8]}";

    private static int NewKey() => RandomNumberGenerator.GetInt32(1, int.MaxValue);

    private static Attempt PosixSharedMemory()
    {
        var name = NewName();
        using var entry = Journal.Current.Enter(ObjectKind.PosixSharedMemory, name);
        FileDescriptor Open(int flags) => new((int)Unistd.Checked("shm_open", name, () => Mman.OpenShared(name, Unistd.O_RDWR | flags, OwnerOnly)), name);
        using var writer = Open(Unistd.O_CREAT | Unistd.O_EXCL);
        using var reader = Open(0);
        writer.Write("laboratory");
        using var memory = Mman.Region.OfFile(reader, 4096);
        var found = Marshal.PtrToStringUTF8(memory.Address);
        return new(found == "laboratory", $"what was written by one name was read through a mapping by the same; {new DriveInfo("/dev/shm").AvailableFreeSpace >> 20:N0} MiB free");
    }

    private static Attempt MemoryFile()
    {
        using var file = new FileDescriptor((int)Unistd.Checked("memfd_create", "", () => Mman.CreateMemoryFile("course-doctor", Mman.MFD_CLOEXEC | Mman.MFD_ALLOW_SEALING)), "memfd");
        file.Write("laboratory");
        Unistd.Checked("fcntl", "F_ADD_SEALS", () => Unistd.Fcntl(file.Number, Mman.F_ADD_SEALS, Mman.F_SEAL_WRITE));
        try
        {
            file.Write("more");
            return Attempt.Fails("a file sealed against writing was written to");
        }
        catch (PosixException e) when (e.Errno == Errno.EPERM)
        {
            return Attempt.Works("written to, then sealed: the next write fails with EPERM");
        }
    }

    private static unsafe Attempt SharedMemorySegment()
    {
        var key = NewKey();
        using var entry = Journal.Current.Enter(ObjectKind.SharedMemorySegment, $"{key}");
        var id = (int)Unistd.Checked("shmget", $"key {key}", () => SystemV.SharedMemoryGet(key, 4096, Create));
        var written = (nint)Unistd.Checked("shmat", $"id {id}", () => SystemV.Attach(id, 0, 0));
        try
        {
            var read = (nint)Unistd.Checked("shmat", $"id {id}", () => SystemV.Attach(id, 0, 0));
            *(long*)written = Sent;
            var found = *(long*)read;
            Unistd.Checked("shmdt", $"id {id}", () => SystemV.Detach(read));
            return new(found == Sent, "a segment was attached twice: what one address stored, the other loaded");
        }
        finally
        {
            _ = SystemV.Detach(written);
        }
    }

    private static Attempt SemaphoreSet()
    {
        var key = NewKey();
        using var entry = Journal.Current.Enter(ObjectKind.SemaphoreSet, $"{key}");
        var id = (int)Unistd.Checked("semget", $"key {key}", () => SystemV.SemaphoreGet(key, 1, Create));
        Unistd.Checked("semop", $"id {id}", () => Change(id, 3));
        Unistd.Checked("semop", $"id {id}", () => Change(id, -1));
        var value = Unistd.Checked("semctl", $"id {id}, GETVAL", () => SystemV.SemaphoreControl(id, 0, SystemV.GETVAL, 0));
        return new(value == 2, $"raised by 3 and lowered by 1, a semaphore stands at {value}");
    }

    private static nint Change(int id, short change)
    {
        var operation = new SystemV.SemaphoreOperation { Change = change, Flags = SystemV.IPC_NOWAIT };
        return SystemV.SemaphoreOperate(id, ref operation, 1);
    }

    private static Attempt MessageQueue()
    {
        var key = NewKey();
        using var entry = Journal.Current.Enter(ObjectKind.MessageQueue, $"{key}");
        var id = (int)Unistd.Checked("msgget", $"key {key}", () => SystemV.MessageQueueGet(key, Create));
        var message = new SystemV.Message { Type = 5, Text = Sent };
        Unistd.Checked("msgsnd", $"id {id}", () => SystemV.Send(id, ref message, sizeof(long), SystemV.IPC_NOWAIT));
        var received = default(SystemV.Message);
        var bytes = Unistd.Checked("msgrcv", $"id {id}", () => SystemV.Receive(id, ref received, sizeof(long), 0, SystemV.IPC_NOWAIT));
        return new(received is { Type: 5, Text: Sent }, $"a message of type {received.Type} with {bytes} bytes came through");
    }

    private static Attempt PosixMessageQueue()
    {
        var name = NewName();
        using var entry = Journal.Current.Enter(ObjectKind.PosixMessageQueue, name);
        using var queue = new FileDescriptor((int)Unistd.Checked("mq_open", name, () => Mqueue.Open(name, Unistd.O_RDWR | Unistd.O_CREAT | Unistd.O_EXCL | Unistd.O_NONBLOCK, OwnerOnly, 0)), name);
        var attributes = default(Mqueue.Attributes);
        Unistd.Checked("mq_getattr", name, () => Mqueue.GetAttributes(queue.Number, out attributes));
        foreach (var priority in (byte[])[1, 2])
        {
            var message = priority;
            Unistd.Checked("mq_send", name, () => Mqueue.Send(queue.Number, ref message, 1, priority));
        }

        var buffer = new byte[attributes.MessageBytes];
        var first = 0u;
        Unistd.Checked("mq_receive", name, () => Mqueue.Receive(queue.Number, ref buffer[0], buffer.Length, out first));
        return new(first == 2, $"of two messages that of priority {first} came first; a queue holds {attributes.MaximumMessages} messages of {attributes.MessageBytes:N0} bytes");
    }
}
