namespace Ipc.Notebooks;

/// <summary>One point of a series.</summary>
/// <param name="X">Its place on the x axis.</param>
/// <param name="Y">Its place on the y axis.</param>
/// <param name="Low">The lower end of its range of error, or <c>null</c>.</param>
/// <param name="High">The upper end of its range of error, or <c>null</c>.</param>
public readonly record struct SeriesPoint(double X, double Y, double? Low = null, double? High = null);
