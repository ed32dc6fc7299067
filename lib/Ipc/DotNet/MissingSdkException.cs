namespace Ipc.DotNet;

/// <summary>This machine can run .NET programs, but has no compiler for them. The message says how to get it.</summary>
/// <param name="searched">The folders of .NET in which there is none.</param>
public sealed class MissingSdkException(IReadOnlyList<string> searched) : Exception($"{Missing(searched)}: only the runtime is installed; {Remedy}"), IUnobserved
{
    private static readonly string Remedy =
        $"install the .NET SDK {Environment.Version.Major}.0 or newer (https://dotnet.microsoft.com/download), or set DOTNET_ROOT to where it is";

    /// <inheritdoc/>
    public NotObserved Lack { get; } = new(Missing(searched), Remedy);

    private static string Missing(IReadOnlyList<string> searched) =>
        $"there is no C# compiler in {(searched.Count > 0 ? string.Join(", ", searched) : "any folder of .NET")}";
}
