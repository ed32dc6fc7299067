namespace Ipc.Tests.Commands;

/// <summary>Tests that count what they leave in this process: no other test runs meanwhile.</summary>
[CollectionDefinition(nameof(CountsLeftovers), DisableParallelization = true)]
public sealed class CountsLeftovers;
