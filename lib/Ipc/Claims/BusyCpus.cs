namespace Ipc.Claims;

/// <summary>Threads that do nothing but run, one for each CPU, until disposed.</summary>
internal sealed class BusyCpus : IDisposable
{
    private readonly List<Thread> threads;
    private volatile bool stop;

    internal BusyCpus()
    {
        threads = [.. Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new Thread(Run) { IsBackground = true, Name = "busy" })];
        threads.ForEach(thread => thread.Start());
    }

    public void Dispose()
    {
        stop = true;
        threads.ForEach(thread => thread.Join());
    }

    private void Run()
    {
        while (!stop)
        {
            Thread.SpinWait(1000);
        }
    }
}
