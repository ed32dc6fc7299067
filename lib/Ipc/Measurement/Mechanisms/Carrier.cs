using Ipc.Children;

namespace Ipc.Measurement.Mechanisms;

/// <summary>A mechanism that carries messages of one length between two processes, both ways. It is made anew for each measurement; disposing removes what the kernel would keep.</summary>
internal abstract class Carrier : IDisposable
{
    /// <summary>Records what both processes share, before there are two.</summary>
    /// <param name="c">The program of the first process.</param>
    internal virtual void Prepare(ChildProgram c)
    {
    }

    /// <summary>Records how a process gets hold of its end.</summary>
    /// <param name="c">The program.</param>
    /// <param name="side">Which of the two.</param>
    /// <returns>What records a send and a receive.</returns>
    internal abstract CarrierEnd End(ChildProgram c, CarrierSide side);

    /// <inheritdoc/>
    public virtual void Dispose()
    {
    }
}
