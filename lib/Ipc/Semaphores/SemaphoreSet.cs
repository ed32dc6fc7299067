using Ipc.Leftovers;
using Ipc.Native;

namespace Ipc.Semaphores;

/// <summary>A System V set of semaphores, under a key, until IPC_RMID. Disposing removes it.</summary>
/// <seealso href="https://man7.org/linux/man-pages/man7/sysvipc.7.html"/>
public sealed class SemaphoreSet : IDisposable
{
    private readonly SystemVObject made;

    private SemaphoreSet(SystemVObject made, int count)
    {
        this.made = made;
        Count = count;
    }

    /// <summary>Its key, by which other processes find it.</summary>
    public int Key => made.Key;

    /// <summary>Its identifier, which the other calls take.</summary>
    public int Id => made.Id;

    /// <summary>How many semaphores it has.</summary>
    public int Count { get; }

    /// <summary>What its first semaphore stands at now: semctl(2) with GETVAL.</summary>
    /// <exception cref="PosixException">EINVAL, EIDRM: it is gone.</exception>
    public int Value => Control(0, SystemV.GETVAL, "GETVAL");

    /// <summary>What each of its semaphores stands at now.</summary>
    /// <exception cref="PosixException">EINVAL, EIDRM: it is gone.</exception>
    public IReadOnlyList<int> Values => [.. Enumerable.Range(0, Count).Select(number => Control(number, SystemV.GETVAL, "GETVAL"))];

    /// <summary>The process that changed its first semaphore last: semctl(2) with GETPID; 0 for none, and for one that this process cannot see.</summary>
    /// <exception cref="PosixException">EINVAL, EIDRM: it is gone.</exception>
    public int LastPid => Control(0, SystemV.GETPID, "GETPID");

    /// <summary>Makes a set of one semaphore under a key that nobody has: semget(2), and sets it: SETVAL.</summary>
    /// <param name="value">What it stands at: 0 to 32767.</param>
    /// <exception cref="PosixException">ENOSYS: this kernel has no System V semaphores. ENOSPC: there are too many sets.</exception>
    public static SemaphoreSet Create(int value = 1) => Create([value]);

    /// <summary>Makes a set of several semaphores.</summary>
    /// <param name="values">What each stands at: 0 to 32767.</param>
    /// <exception cref="PosixException">ENOSYS: this kernel has no System V semaphores. ENOSPC: there are too many.</exception>
    public static SemaphoreSet Create(IReadOnlyList<int> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentOutOfRangeException.ThrowIfZero(values.Count, nameof(values));
        var made = SystemVObject.Create(ObjectKind.SemaphoreSet, "semget", (key, flags) => SystemV.SemaphoreGet(key, flags == 0 ? 0 : values.Count, flags), id =>
        {
            for (var i = 0; i < values.Count; i++)
            {
                Unistd.Checked("semctl", $"id {id}, SETVAL", () => SystemV.SemaphoreControl(id, i, SystemV.SETVAL, values[i]));
            }
        });
        return new SemaphoreSet(made, values.Count);
    }

    /// <inheritdoc/>
    public void Dispose() => made.Dispose();

    /// <inheritdoc/>
    public override string ToString() => $"System V {(Count == 1 ? "semaphore" : $"set of {Count} semaphores")} 0x{Key:x}";

    private int Control(int number, int command, string name) => (int)Unistd.Checked("semctl", $"id {Id}, {name}", () => SystemV.SemaphoreControl(Id, number, command, 0));
}
