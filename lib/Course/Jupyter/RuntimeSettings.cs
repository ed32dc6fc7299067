namespace Course.Jupyter;

/// <summary>What the .NET runtime of a kernel is told through its environment: it reads these before any code of the kernel runs.</summary>
internal static class RuntimeSettings
{
    /// <summary>The variables and their values.</summary>
    internal static IReadOnlyDictionary<string, string> Variables { get; } = new Dictionary<string, string>
    {
        // The most memory that a cell may make the kernel's heap take: 2 GiB.
        ["DOTNET_GCHeapHardLimit"] = "0x80000000",
    };
}
