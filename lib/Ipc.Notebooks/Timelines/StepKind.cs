namespace Ipc.Notebooks;

/// <summary>What a step is about: the colour, the pattern and the word of its bar.</summary>
internal enum StepKind
{
    /// <summary>Reads, writes, and other calls on descriptors.</summary>
    InputOutput,

    /// <summary>Making, replacing, awaiting and ending processes.</summary>
    Process,

    /// <summary>Sleeping and waiting.</summary>
    Waiting,

    /// <summary>Sending, blocking and receiving signals.</summary>
    Signals,

    /// <summary>Loads and stores of shared words.</summary>
    Memory,
}
