namespace Ipc.Measurement.Locks;

/// <summary>How much is measured of locks. Immutable: <c>with</c> makes a copy.</summary>
public sealed record LockOptions
{
    /// <summary>The full length.</summary>
    public static LockOptions Full { get; } = new();

    /// <summary>A short measurement, for a lesson or a first look.</summary>
    public static LockOptions Quick { get; } = new() { Samples = 100, Runs = 2, Duration = TimeSpan.FromMilliseconds(25) };

    /// <summary>How many times are taken of a lock that nobody else wants, each of 32 times that it is taken and given back: 1 or more.</summary>
    public int Samples { get; init; } = 1000;

    /// <summary>How many processes or threads want the lock at once, where several do: each 2 to 8.</summary>
    public IReadOnlyList<int> Parties { get; init; } = [2, 4, 8];

    /// <summary>How often each contest is held, the locks forwards and backwards in turn: 1 or more.</summary>
    public int Runs { get; init; } = 7;

    /// <summary>How long a contest takes.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How long one may take before it counts as hung.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(20);
}
