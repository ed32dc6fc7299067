using Ipc.Native;

namespace Ipc.Children;

/// <summary>A 64-bit word in memory of its own that steps can load, store and add to: shared by all processes, or private to each after a fork.</summary>
/// <seealso href="https://man7.org/linux/man-pages/man2/mmap.2.html"/>
public sealed class SharedWord : IDisposable
{
    private readonly Mman.Region region;

    private SharedWord(bool shared, long value)
    {
        region = new Mman.Region(4096, shared);
        IsShared = shared;
        Value = value;
    }

    /// <summary>Whether children see the same word (MAP_SHARED), or after a fork a copy of their own (MAP_PRIVATE).</summary>
    public bool IsShared { get; }

    /// <summary>The word as this process sees it now.</summary>
    public unsafe long Value
    {
        get => Volatile.Read(ref *(long*)region.Address);
        set => Volatile.Write(ref *(long*)region.Address, value);
    }

    internal nint Address => region.Address;

    /// <summary>A word that all processes share.</summary>
    /// <param name="value">Its value at first.</param>
    public static SharedWord Create(long value = 0) => new(shared: true, value);

    /// <summary>An ordinary variable of this process: a forked child gets a copy, a vforked one the word itself.</summary>
    /// <param name="value">Its value at first.</param>
    public static SharedWord CreatePrivate(long value = 0) => new(shared: false, value);

    /// <inheritdoc/>
    public void Dispose() => region.Dispose();

    /// <inheritdoc/>
    public override string ToString() => $"{Value}";
}
