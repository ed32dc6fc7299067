namespace Ipc.Claims;

/// <summary>A claim's sentence in the two languages of the course.</summary>
/// <param name="En">In English.</param>
/// <param name="Zh">In Chinese.</param>
public sealed record Statement(string En, string Zh);
