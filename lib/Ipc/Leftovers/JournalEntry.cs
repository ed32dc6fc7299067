namespace Ipc.Leftovers;

/// <summary>The journal's note of one kernel object. Disposing removes the object, then the note.</summary>
public sealed class JournalEntry : IDisposable
{
    private readonly Journal journal;
    private bool disposed;

    internal JournalEntry(Journal journal, int number, KernelObject kernelObject)
    {
        this.journal = journal;
        Number = number;
        Object = kernelObject;
    }

    /// <summary>The object.</summary>
    public KernelObject Object { get; }

    internal int Number { get; }

    /// <summary>Removes the object, whether or not it was made, and strikes the note out.</summary>
    /// <exception cref="Native.PosixException">It is there and could not be removed; the note stays.</exception>
    public void Dispose()
    {
        if (disposed)
        {
            return;
        }

        Object.Remove();
        disposed = true;
        journal.Strike(this);
    }
}
