namespace Course.Engine;

/// <summary>What <c>dotnet restore</c> says went wrong, in a line of plain words with NuGet's own behind it.</summary>
internal static class RestoreError
{
    /// <param name="output">All that the restore wrote.</param>
    /// <param name="folder">The folder of the project that was restored, which the reader does not know.</param>
    internal static string Of(string output, string folder)
    {
        var line = output.Split('\n').FirstOrDefault(line => line.Contains("error", StringComparison.Ordinal)) ?? output;
        var said = line[Math.Max(line.IndexOf("error", StringComparison.Ordinal), 0)..].Replace($" [{folder}/packages.csproj]", "", StringComparison.Ordinal).Trim().ReplaceLineEndings(" ");
        return Plain(said) is { } plain ? $"{plain} ({said["error ".Length..]})" : said;
    }

    private static string? Plain(string said) => said.Split(' ', ':') is ["error", var code, ..] ? code switch
    {
        "NU1100" or "NU1101" => "no source has a package of this name",
        "NU1102" => "there is such a package, but not in this version",
        "NU1103" => "there are only versions before a release: name one of them",
        "NU1107" or "NU1605" or "NU1608" => "it needs another version of a package than one that this session has",
        "NU1202" or "NU1213" => "the package does not run on this version of .NET",
        "NU1301" or "NU1801" => "a source of packages cannot be reached",
        _ => null,
    } : null;
}
