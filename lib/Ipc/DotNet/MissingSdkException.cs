namespace Ipc.DotNet;

/// <summary>This machine can run .NET programs, but has no compiler for them. The message says how to get it.</summary>
/// <param name="searched">The folders of .NET in which there is none.</param>
public sealed class MissingSdkException(IReadOnlyList<string> searched) : Exception(
    $"there is no C# compiler in {(searched.Count > 0 ? string.Join(", ", searched) : "any folder of .NET")}: only the runtime is installed; install the .NET SDK {System.Environment.Version.Major}.0 or newer (https://dotnet.microsoft.com/download), or set DOTNET_ROOT to where it is");
