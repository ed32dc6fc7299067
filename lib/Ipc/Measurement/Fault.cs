namespace Ipc.Measurement;

/// <summary>What the second process of a measurement does wrong, so that a test can see it noticed.</summary>
internal enum Fault
{
    None,

    /// <summary>It uses 5 µs of CPU time before each answer.</summary>
    Slow,

    /// <summary>The last word of its answers is not the one that it was sent.</summary>
    WrongPayload,

    /// <summary>It does not answer.</summary>
    Silent,
}
