namespace Ipc.Robustness;

/// <summary>What one mechanism can do, as two processes that used it found.</summary>
/// <param name="Mechanism">What it is called.</param>
/// <param name="KeepsMessages">Of two messages that were there, a reader got one at a time.</param>
/// <param name="Waits">A reader that came too early slept until there was something, without any other means.</param>
/// <param name="ByName">The writer reached it with no descriptor inherited.</param>
/// <param name="TwoWay">The reader answered over it, and the writer got the answer.</param>
/// <param name="CarriesDescriptors">The kernel took a descriptor to hand over: sendmsg(2) with SCM_RIGHTS.</param>
/// <param name="TellsReader">A reader learned that the writer had been killed.</param>
/// <param name="TellsWriter">A writer learned that the reader had been killed.</param>
/// <param name="Outlives">What was left when both had ended; empty where nothing was.</param>
public sealed record FeatureRow(
    string Mechanism,
    [property: Column("keeps messages apart")] bool KeepsMessages,
    [property: Column("the reader waits by itself")] bool Waits,
    [property: Column("between strangers")] bool ByName,
    [property: Column("both ways")] bool TwoWay,
    [property: Column("carries descriptors")] bool CarriesDescriptors,
    [property: Column("tells the reader of the writer's death")] bool TellsReader,
    [property: Column("tells the writer of the reader's death")] bool TellsWriter,
    [property: Column("outlives both")] string Outlives) : IObservation;
