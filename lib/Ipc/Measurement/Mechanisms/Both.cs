namespace Ipc.Measurement.Mechanisms;

/// <summary>Two objects of a kind, one for each direction. Disposing removes both.</summary>
internal sealed class Both<T> : IDisposable
    where T : IDisposable
{
    internal Both(Func<T> make)
    {
        There = make();
        try
        {
            Back = make();
        }
        catch
        {
            There.Dispose();
            throw;
        }
    }

    /// <summary>For what the first sends to the second.</summary>
    internal T There { get; }

    /// <summary>For what comes back.</summary>
    internal T Back { get; }

    /// <summary>What a side sends through, and what it receives from.</summary>
    internal (T Sends, T Receives) Of(CarrierSide side) => side.IsFirst ? (There, Back) : (Back, There);

    /// <inheritdoc/>
    public void Dispose()
    {
        There.Dispose();
        Back.Dispose();
    }
}
