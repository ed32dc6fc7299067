namespace Course.Jupyter;

/// <summary>
/// Carries messages from any thread, in their order, to a thread of its own that hands them on. The thread of a cell can be
/// interrupted wherever it waits: inside of the sockets' queue that would lose a message or leave a lock behind, and here it does not.
/// </summary>
/// <typeparam name="T">The messages.</typeparam>
internal sealed class MessagePump<T> : IDisposable
{
    private readonly object gate = new();
    private readonly Queue<T> waiting = new();
    private readonly Action<T> handOn;
    private readonly int mostOutputs;
    private readonly Thread thread;
    private long added, handedOn;
    private int outputs;
    private bool ended, refusesOutputs;

    /// <param name="mostOutputs">How many outputs may be on their way.</param>
    /// <param name="handOn">Takes a message, on the pump's thread.</param>
    internal MessagePump(int mostOutputs, Action<T> handOn)
    {
        (this.mostOutputs, this.handOn) = (mostOutputs, handOn);
        thread = new Thread(Work) { IsBackground = true, Name = "outgoing" };
        thread.Start();
    }

    /// <summary>Adds a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="isOutput">Whether to wait while too many outputs are on their way, and to count this one.</param>
    internal void Add(T message, bool isOutput)
    {
        lock (gate)
        {
            while (isOutput && outputs >= mostOutputs && !ended && !refusesOutputs)
            {
                Monitor.Wait(gate);
            }

            if (isOutput && refusesOutputs)
            {
                return;
            }

            outputs += isOutput ? 1 : 0;
            waiting.Enqueue(message);
            added++;
            Monitor.PulseAll(gate);
        }
    }

    /// <summary>An output has arrived: there is room for another.</summary>
    internal void OutputArrived()
    {
        lock (gate)
        {
            outputs--;
            Monitor.PulseAll(gate);
        }
    }

    /// <summary>Takes no more outputs: a cell that shows things without end would keep the sockets busy for ever.</summary>
    internal void RefuseOutputs()
    {
        lock (gate)
        {
            refusesOutputs = true;
            Monitor.PulseAll(gate);
        }
    }

    /// <summary>Waits until all that was added before has been handed on.</summary>
    internal void Flush()
    {
        lock (gate)
        {
            for (var last = added; handedOn < last;)
            {
                Monitor.Wait(gate);
            }
        }
    }

    /// <summary>Hands on what was added, and ends the thread.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            ended = true;
            Monitor.PulseAll(gate);
        }

        thread.Join();
    }

    private void Work()
    {
        while (Next() is (true, var message))
        {
            handOn(message);
            lock (gate)
            {
                handedOn++;
                Monitor.PulseAll(gate);
            }
        }
    }

    private (bool Any, T Message) Next()
    {
        lock (gate)
        {
            while (waiting.Count == 0 && !ended)
            {
                Monitor.Wait(gate);
            }

            return waiting.TryDequeue(out var message) ? (true, message) : (false, default!);
        }
    }
}
