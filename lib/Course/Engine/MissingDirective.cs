namespace Course.Engine;

/// <summary>What notebooks written for .NET Interactive may ask for and this kernel does not have.</summary>
internal static class MissingDirective
{
    /// <summary>Why the line does not run, and what to do instead.</summary>
    /// <param name="name">The word behind #!.</param>
    /// <returns><c>null</c> where the line is no line of .NET Interactive either.</returns>
    internal static string? Reason(string name) => name.ToLowerInvariant() switch
    {
        "fsharp" or "f#" => "#!fsharp: F# does not run here. This kernel runs C#; an F# library that is built can be loaded with #r",
        "pwsh" or "powershell" => "#!pwsh: PowerShell does not run here. #!sh runs a cell with /bin/sh",
        "sql" or "kql" or "http" or "python" or "r" => $"#!{name}: this language does not run here. C# reaches databases and servers with a package: #r \"nuget: …\"",
        "connect" => "#!connect: this kernel does not connect to other kernels. C# reaches a database with a package: #r \"nuget: …\"",
        "log" or "extension" or "select-kernel" => $"#!{name}: this is about .NET Interactive's own kernels, which are not here",
        _ => null,
    };
}
