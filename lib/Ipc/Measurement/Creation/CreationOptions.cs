namespace Ipc.Measurement.Creation;

/// <summary>How much is measured of process creation. Immutable: <c>with</c> makes a copy.</summary>
public sealed record CreationOptions
{
    /// <summary>The full length.</summary>
    public static CreationOptions Full { get; } = new();

    /// <summary>A short measurement, for a lesson or a first look.</summary>
    public static CreationOptions Quick { get; } = new() { Mebibytes = [0, 10, 100], Parents = 1, Turns = 10, TimeLimit = TimeSpan.FromMilliseconds(80), FillLimit = TimeSpan.FromSeconds(1) };

    /// <summary>How much memory the parent is given in addition to what it has, in MiB, every page of it written.</summary>
    public IReadOnlyList<int> Mebibytes { get; init; } = [0, 1, 10, 100, 1024];

    /// <summary>How many parents are measured for each size, one after the other, the sizes upwards and downwards in turn: 1 or more.</summary>
    public int Parents { get; init; } = 5;

    /// <summary>How often at most each parent goes through all calls, forwards and then backwards: 1 or more. A turn more comes before, and does not count.</summary>
    public int Turns { get; init; } = 50;

    /// <summary>After so long a parent begins no further turn.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>A size is left out where to write to all its pages once would take longer, as the sizes below it tell.</summary>
    public TimeSpan FillLimit { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long one parent may take before it counts as hung.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(60);
}
