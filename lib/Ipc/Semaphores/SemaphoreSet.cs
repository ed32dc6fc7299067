using System.Globalization;
using System.Security.Cryptography;
using Ipc.Leftovers;
using Ipc.Native;

namespace Ipc.Semaphores;

/// <summary>A System V set of one semaphore, under a key, until IPC_RMID. Disposing removes it.</summary>
/// <seealso href="https://man7.org/linux/man-pages/man7/sysvipc.7.html"/>
public sealed class SemaphoreSet : IDisposable
{
    private const int OwnerOnly = 0x180; // 0600
    private readonly JournalEntry entry;

    private SemaphoreSet(int key, int id, JournalEntry entry)
    {
        Key = key;
        Id = id;
        this.entry = entry;
    }

    /// <summary>Its key, by which other processes find it.</summary>
    public int Key { get; }

    /// <summary>Its identifier, which the other calls take.</summary>
    public int Id { get; }

    /// <summary>What its semaphore stands at now: semctl(2) with GETVAL.</summary>
    /// <exception cref="PosixException">EINVAL, EIDRM: it is gone.</exception>
    public int Value => Control(SystemV.GETVAL, "GETVAL");

    /// <summary>The process that changed it last: semctl(2) with GETPID; 0 for none, and for one that this process cannot see.</summary>
    /// <exception cref="PosixException">EINVAL, EIDRM: it is gone.</exception>
    public int LastPid => Control(SystemV.GETPID, "GETPID");

    /// <summary>Makes a set under a key that nobody has: semget(2), and sets it: SETVAL.</summary>
    /// <param name="value">What it stands at: 0 to 32767.</param>
    /// <exception cref="PosixException">ENOSYS: this kernel has no System V semaphores. ENOSPC: there are too many sets.</exception>
    public static SemaphoreSet Create(int value = 1)
    {
        var key = RandomNumberGenerator.GetInt32(1, int.MaxValue);
        while (SystemV.SemaphoreGet(key, 0, 0) >= 0)
        {
            key = RandomNumberGenerator.GetInt32(1, int.MaxValue);
        }

        var entry = Journal.Current.Enter(ObjectKind.SemaphoreSet, key.ToString(CultureInfo.InvariantCulture));
        try
        {
            var id = (int)Unistd.Checked("semget", $"0x{key:x}", () => SystemV.SemaphoreGet(key, 1, SystemV.IPC_CREAT | SystemV.IPC_EXCL | OwnerOnly));
            Unistd.Checked("semctl", $"id {id}, SETVAL", () => SystemV.SemaphoreControl(id, 0, SystemV.SETVAL, value));
            return new SemaphoreSet(key, id, entry);
        }
        catch
        {
            entry.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => entry.Dispose();

    /// <inheritdoc/>
    public override string ToString() => $"System V semaphore 0x{Key:x}";

    private int Control(int command, string name) => (int)Unistd.Checked("semctl", $"id {Id}, {name}", () => SystemV.SemaphoreControl(Id, 0, command, 0));
}
