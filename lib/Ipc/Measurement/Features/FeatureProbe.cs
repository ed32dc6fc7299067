using Ipc.Children;

namespace Ipc.Measurement.Features;

/// <summary>How one feature is tried.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Cost">What the course loses without it, and how to get it.</param>
/// <param name="Try">Tries it and leaves nothing behind. An exception says as well as <see cref="Attempt.Fails"/> that it did not work.</param>
internal sealed record FeatureProbe(string Name, string Cost, Func<Attempt> Try)
{
    /// <summary>For children of a probe. A machine that is slow, or busy, lacks nothing: the deadline only ends what hangs.</summary>
    internal static ChildOptions Soon { get; } = new() { Deadline = TimeSpan.FromSeconds(30) };

    /// <summary>Tries the feature now.</summary>
    internal Feature Examine()
    {
        var attempt = Attempted();
        return new Feature(Name, attempt.Worked, attempt.Detail, attempt.Worked ? "" : Cost);
    }

    private Attempt Attempted()
    {
        try
        {
            return Try();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return Attempt.Fails(e.Message);
        }
    }
}
