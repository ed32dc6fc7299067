using System.ComponentModel;

namespace Course.Engine;

/// <summary>Where the loops of a cell ask, at the beginning of each turn, whether the cell was interrupted. <see cref="InterruptibleLoops"/> puts the calls there.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class LoopTurn
{
    private static int interrupted;

    /// <summary>Costs a look at one variable while no cell of this process is being interrupted.</summary>
    /// <exception cref="OperationCanceledException">The cell that this runs for, on its own thread or on another that it has started, was interrupted.</exception>
    public static void Begin()
    {
        if (Volatile.Read(ref interrupted) != 0)
        {
            InterruptibleRun.ThrowIfInterrupted();
        }
    }

    /// <summary>Makes loops ask until this is disposed of, and for a moment longer: threads that the cell has started may have lost their CPU.</summary>
    internal static IDisposable Ask() => new Asking();

    private sealed class Asking : IDisposable
    {
        private static readonly TimeSpan Longer = TimeSpan.FromSeconds(2);

        internal Asking() => Interlocked.Increment(ref interrupted);

        public void Dispose() => Task.Delay(Longer).ContinueWith(_ => Interlocked.Decrement(ref interrupted), TaskScheduler.Default);
    }
}
