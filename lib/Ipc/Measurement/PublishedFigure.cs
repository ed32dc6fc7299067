using Ipc.Measurement.Creation;

namespace Ipc.Measurement;

/// <summary>A figure that others have measured on another machine and published.</summary>
/// <param name="What">What it is of: the call or the mechanism.</param>
/// <param name="NewProcess">What the new process did, where it is of one.</param>
/// <param name="Mebibytes">The size of the parent, where it is of a new process; see <paramref name="Condition"/>.</param>
/// <param name="Value">The figure.</param>
/// <param name="Unit">Its unit, in words.</param>
/// <param name="Condition">Under which conditions it was measured.</param>
/// <param name="Source">Who published it, and where.</param>
/// <param name="Year">When.</param>
/// <param name="Url">Where it can be found.</param>
public sealed record PublishedFigure(
    string What,
    [property: Column("new process")] NewProcess? NewProcess,
    [property: Column("parent", Unit = "MiB")] double? Mebibytes,
    double Value,
    string Unit,
    string Condition,
    string Source,
    [property: Column("published")] int Year,
    [property: Column(Hidden = true)] string Url) : IObservation;
