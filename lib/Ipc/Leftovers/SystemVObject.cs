using System.Globalization;
using System.Security.Cryptography;
using Ipc.Native;

namespace Ipc.Leftovers;

/// <summary>
/// A System V object that this process made: a message queue, a set of semaphores or a segment, under a key that nobody had.
/// It is in the journal before it is there. Disposing removes it.
/// </summary>
/// <param name="Key">Its key, by which other processes find it.</param>
/// <param name="Id">Its identifier, which the other calls take.</param>
/// <param name="Entry">Its entry in the journal.</param>
/// <seealso href="https://man7.org/linux/man-pages/man7/sysvipc.7.html"/>
internal sealed record SystemVObject(int Key, int Id, JournalEntry Entry) : IDisposable
{
    private const int OwnerOnly = 0x180; // 0600

    /// <summary>Makes an object.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="call">The call that makes it, for errors: msgget.</param>
    /// <param name="get">Makes that call with a key and flags.</param>
    /// <param name="prepare">What else is to be done before it is handed out, with its identifier; where this fails, the object is removed.</param>
    /// <exception cref="PosixException">ENOSYS: this kernel has no System V objects. ENOSPC: there are too many.</exception>
    internal static SystemVObject Create(ObjectKind kind, string call, Func<int, int, int> get, Action<int>? prepare = null)
    {
        var key = FreeKey(key => get(key, 0));
        var entry = Journal.Current.Enter(kind, key.ToString(CultureInfo.InvariantCulture));
        try
        {
            var id = (int)Unistd.Checked(call, $"0x{key:x}", () => get(key, SystemV.IPC_CREAT | SystemV.IPC_EXCL | OwnerOnly));
            prepare?.Invoke(id);
            return new(key, id, entry);
        }
        catch
        {
            entry.Dispose();
            throw;
        }
    }

    /// <summary>A key under which there is no object: the note in the journal comes before the object, and must not be of somebody else's.</summary>
    /// <param name="find">Looks for an object under a key; negative where there is none.</param>
    internal static int FreeKey(Func<int, int> find)
    {
        int key;
        do
        {
            key = RandomNumberGenerator.GetInt32(1, int.MaxValue);
        }
        while (find(key) >= 0);
        return key;
    }

    /// <inheritdoc/>
    public void Dispose() => Entry.Dispose();
}
