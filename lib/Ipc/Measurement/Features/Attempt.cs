namespace Ipc.Measurement.Features;

/// <summary>What came of trying a feature.</summary>
/// <param name="Worked">Whether it did what it is for.</param>
/// <param name="Detail">What was observed.</param>
internal readonly record struct Attempt(bool Worked, string Detail)
{
    internal static Attempt Works(string detail) => new(true, detail);

    internal static Attempt Fails(string detail) => new(false, detail);
}
