using System.Runtime.InteropServices;
using Ipc.Children.Interpreter;
using Ipc.Native;

namespace Ipc.Children;

/// <content>Semaphores: POSIX ones with a name or in shared memory, and System V sets.</content>
public sealed partial class ChildProgram
{
    /// <summary>Opens a POSIX semaphore that has a name: sem_open(3). On Linux it is a small file in /dev/shm, mapped.</summary>
    /// <param name="name">Its name, with the slash in front.</param>
    /// <param name="create">O_CREAT|O_EXCL: it is made, and must not be there before.</param>
    /// <param name="value">What a new one stands at.</param>
    /// <returns>Its address, or 0, SEM_FAILED.</returns>
    /// <seealso href="https://man7.org/linux/man-pages/man3/sem_open.3.html"/>
    public Value OpenSemaphore(string name, bool create = false, int value = 1)
    {
        var flags = create ? Unistd.O_CREAT | Unistd.O_EXCL : 0;
        var shown = create ? $"sem_open(\"{name}\", O_CREAT|O_EXCL, 0600, {value})" : $"sem_open(\"{name}\", 0)";
        return CallStep("sem_open", shown, [Argument.At(Text(name)), flags, OwnerOnly, value], Instruction.Flag.ZeroFails);
    }

    /// <summary>Unmaps a semaphore that has a name: sem_close(3). Its value stays as it is.</summary>
    /// <param name="semaphore">What <see cref="OpenSemaphore"/> returned.</param>
    public Value CloseSemaphore(Operand semaphore) => CallStep("sem_close", "sem_close(0x{0:x})", [semaphore]);

    /// <summary>Takes the name of a semaphore away: sem_unlink(3).</summary>
    /// <param name="name">Its name, with the slash in front.</param>
    public Value UnlinkSemaphore(string name) => CallStep("sem_unlink", $"sem_unlink(\"{name}\")", [Argument.At(Text(name))]);

    /// <summary>Makes a POSIX semaphore at an address: sem_init(3), for several processes where the address is in shared memory.</summary>
    /// <param name="address">32 bytes, at a multiple of 8.</param>
    /// <param name="value">What it stands at.</param>
    /// <param name="shared">pshared: its futex is one that other processes can wake.</param>
    /// <seealso href="https://man7.org/linux/man-pages/man3/sem_init.3.html"/>
    public Value InitializeSemaphore(Operand address, int value, bool shared = true) => CallStep("sem_init", $"sem_init(0x{{0:x}}, {(shared ? 1 : 0)}, {value})", [address, shared ? 1 : 0, value]);

    /// <summary>Takes one from a POSIX semaphore, and sleeps while it stands at 0: sem_wait(3).</summary>
    /// <param name="semaphore">Its address.</param>
    /// <seealso href="https://man7.org/linux/man-pages/man3/sem_wait.3.html"/>
    public Value WaitSemaphore(Operand semaphore) => CallStep("sem_wait", "sem_wait(0x{0:x})", [semaphore]);

    /// <summary>Takes one from a POSIX semaphore where it does not stand at 0: sem_trywait(3).</summary>
    /// <param name="semaphore">Its address.</param>
    /// <returns>0, or −1: EAGAIN.</returns>
    public Value TryWaitSemaphore(Operand semaphore) => CallStep("sem_trywait", "sem_trywait(0x{0:x})", [semaphore]);

    /// <summary>Adds one to a POSIX semaphore, and wakes one who waits: sem_post(3).</summary>
    /// <param name="semaphore">Its address.</param>
    /// <seealso href="https://man7.org/linux/man-pages/man3/sem_post.3.html"/>
    public Value PostSemaphore(Operand semaphore) => CallStep("sem_post", "sem_post(0x{0:x})", [semaphore]);

    /// <summary>What a POSIX semaphore stands at: sem_getvalue(3).</summary>
    /// <param name="semaphore">Its address.</param>
    public Value ReadSemaphore(Operand semaphore)
    {
        var value = Offset(new byte[sizeof(long)]);
        CallStep("sem_getvalue", "sem_getvalue(0x{0:x}, &value)", [semaphore, Argument.At(value)]);
        return IntAt(value);
    }

    /// <summary>Finds or makes a set of System V semaphores: semget(2). New ones stand at 0.</summary>
    /// <param name="key">Its key; 0, IPC_PRIVATE, always makes a new one.</param>
    /// <param name="create">IPC_CREAT|IPC_EXCL: it is made, and must not be there before.</param>
    /// <param name="count">How many semaphores it has: 1 or more.</param>
    /// <returns>Its identifier, or −1: ENOENT, EEXIST.</returns>
    /// <seealso href="https://man7.org/linux/man-pages/man2/semget.2.html"/>
    public Value GetSemaphores(Operand key, bool create = false, int count = 1) =>
        CallStep("semget", $"semget({{0}}, {count}, {(create ? "IPC_CREAT|IPC_EXCL|" : "")}0600)", [key, count, (create ? SystemV.IPC_CREAT | SystemV.IPC_EXCL : 0) | OwnerOnly]);

    /// <summary>Changes semaphore 0 of a System V set: semop(2). It sleeps while the value would fall below 0.</summary>
    /// <param name="id">The set's identifier.</param>
    /// <param name="change">What to add: positive or negative; 0 waits until it stands at 0.</param>
    /// <param name="undo">SEM_UNDO: the kernel takes the change back when the process ends, however it ends.</param>
    /// <param name="wait">Otherwise IPC_NOWAIT: it fails with EAGAIN instead of sleeping.</param>
    /// <returns>0, or −1: EAGAIN; EIDRM where the set was removed meanwhile.</returns>
    /// <seealso href="https://man7.org/linux/man-pages/man2/semop.2.html"/>
    public Value OperateSemaphore(Operand id, int change, bool undo = false, bool wait = true) => OperateSemaphores(id, [(0, change)], undo, wait);

    /// <summary>Changes semaphores of a System V set in one step, all or none: semop(2). It sleeps while any value would fall below 0.</summary>
    /// <param name="id">The set's identifier.</param>
    /// <param name="changes">Which semaphores, and what to add to each; 0 waits until that one stands at 0.</param>
    /// <param name="undo">SEM_UNDO: the kernel takes the changes back when the process ends, however it ends.</param>
    /// <param name="wait">Otherwise IPC_NOWAIT: it fails with EAGAIN instead of sleeping.</param>
    /// <returns>0, or −1: EAGAIN; EIDRM where the set was removed meanwhile; EFBIG where it has fewer.</returns>
    /// <seealso href="https://man7.org/linux/man-pages/man2/semop.2.html"/>
    public Value OperateSemaphores(Operand id, IReadOnlyList<(int Number, int Change)> changes, bool undo = false, bool wait = true)
    {
        ArgumentNullException.ThrowIfNull(changes);
        ArgumentOutOfRangeException.ThrowIfZero(changes.Count, nameof(changes));
        var flags = (undo ? SystemV.SEM_UNDO : 0) | (wait ? 0 : SystemV.IPC_NOWAIT);
        SystemV.SemaphoreOperation[] operations =
            [.. changes.Select(one => new SystemV.SemaphoreOperation { Number = (ushort)one.Number, Change = (short)one.Change, Flags = (short)flags })];
        var shown = string.Join(", ", changes.Select(one => $"{{{one.Number}, {one.Change}, {SystemV.OperationFlags(flags)}}}"));
        return CallStep("semop", $"semop({{0}}, [{shown}], {changes.Count})", [id, Argument.At(Offset(MemoryMarshal.AsBytes(operations.AsSpan()))), changes.Count]);
    }

    /// <summary>What semaphore 0 of a System V set stands at: semctl(2) with GETVAL.</summary>
    /// <param name="id">The set's identifier.</param>
    public Value ReadSemaphores(Operand id) => CallStep("semctl", "semctl({0}, 0, GETVAL)", [id, 0, SystemV.GETVAL, 0]);

    /// <summary>Sets semaphore 0 of a System V set: semctl(2) with SETVAL, which also forgets what was to be undone.</summary>
    /// <param name="id">The set's identifier.</param>
    /// <param name="value">Its new value.</param>
    public Value SetSemaphores(Operand id, Operand value) => CallStep("semctl", "semctl({0}, 0, SETVAL, {3})", [id, 0, SystemV.SETVAL, value]);

    /// <summary>Removes a System V set: semctl(2) with IPC_RMID. Who sleeps at it wakes with EIDRM.</summary>
    /// <param name="id">The set's identifier.</param>
    public Value RemoveSemaphores(Operand id) => CallStep("semctl", "semctl({0}, 0, IPC_RMID)", [id, 0, SystemV.IPC_RMID, 0]);
}
