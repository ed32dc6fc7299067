using Ipc.Native;

namespace Ipc.Futexes;

/// <summary>A mutex of libc, in memory of its own that all children share, whether the mutex is made for that or not.</summary>
/// <seealso href="https://man7.org/linux/man-pages/man3/pthread_mutex_lock.3.html"/>
public sealed class PosixMutex : IDisposable
{
    private readonly Mman.Region region;

    private PosixMutex(MutexAttributes attributes)
    {
        Attributes = attributes;
        region = new Mman.Region(Pthread.MutexBytes, shared: true);
        try
        {
            Pthread.Create(region.Address, Set);
        }
        catch
        {
            region.Dispose();
            throw;
        }
    }

    /// <summary>How it was made.</summary>
    public MutexAttributes Attributes { get; }

    /// <summary>Its first 32 bits as this process sees them now. glibc keeps the futex there: what the kernel compares when a thread goes to sleep.</summary>
    public unsafe uint Word => Volatile.Read(ref *(uint*)region.Address);

    internal nint Address => region.Address;

    /// <summary>Makes a mutex, unlocked: pthread_mutex_init(3).</summary>
    /// <param name="attributes">How it differs from an ordinary one.</param>
    /// <exception cref="PosixException">ENOTSUP: there are no mutexes with these attributes here.</exception>
    public static PosixMutex Create(MutexAttributes attributes = MutexAttributes.None) => new(attributes);

    /// <inheritdoc/>
    public void Dispose() => region.Dispose();

    private int Set(nint attributes)
    {
        (MutexAttributes Attribute, Func<int> Set)[] all =
        [
            (MutexAttributes.Adaptive, () => Pthread.SetType(attributes, Pthread.PTHREAD_MUTEX_ADAPTIVE_NP)),
            (MutexAttributes.ProcessShared, () => Pthread.SetShared(attributes, Pthread.PTHREAD_PROCESS_SHARED)),
            (MutexAttributes.Robust, () => Pthread.SetRobust(attributes, Pthread.PTHREAD_MUTEX_ROBUST)),
            (MutexAttributes.PriorityInheritance, () => Pthread.SetProtocol(attributes, Pthread.PTHREAD_PRIO_INHERIT)),
        ];
        return all.Where(one => Attributes.HasFlag(one.Attribute)).Select(one => one.Set()).FirstOrDefault(error => error != 0);
    }
}
