namespace Course.Engine;

/// <summary>What was to be ended does not end. Its thread goes on.</summary>
/// <param name="thread">The thread's id, as the kernel counts it; <c>null</c> where it has not come as far as to tell.</param>
internal sealed class UnstoppableException(int? thread) : Exception(
    $"its thread{(thread is { } id ? $" (tid {id})" : "")} does not stop: it goes on beside the cells that follow, until it ends by itself or the kernel is restarted");
