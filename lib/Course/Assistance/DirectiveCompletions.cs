using System.Text.RegularExpressions;
using Course.Engine;

namespace Course.Assistance;

/// <summary>Completions in the lines that are not C#: #!languages, and the paths of #r.</summary>
internal static partial class DirectiveCompletions
{
    /// <summary>The completions, or <c>null</c> where the place is not in such a line.</summary>
    /// <param name="code">The cell.</param>
    /// <param name="at">The place, in UTF-16 code units.</param>
    /// <param name="folder">Where relative paths begin.</param>
    internal static Completions? Of(string code, int at, string folder)
    {
        var start = code.LastIndexOf('\n', Math.Max(at - 1, 0)) + 1;
        if (start > at)
        {
            start = at;
        }

        var line = code[start..at];
        if (line.StartsWith("#!", StringComparison.Ordinal))
        {
            return new(start, at, [.. Directive.All.Where(directive => directive.Name.StartsWith(line, StringComparison.OrdinalIgnoreCase)).Select(directive => new Completion(directive.Name, "keyword"))]);
        }

        return Reference().Match(line) is { Success: true } match && !match.Groups["path"].Value.StartsWith("nuget:", StringComparison.Ordinal)
            ? Files(match.Groups["path"].Value, start + match.Groups["path"].Index, at, folder)
            : null;
    }

    /// <summary>The folders and assemblies that a path may lead to.</summary>
    private static Completions Files(string path, int start, int at, string folder)
    {
        var slash = path.LastIndexOf('/') + 1;
        var (parent, name) = (Path.Combine(folder, path[..slash]), path[slash..]);
        try
        {
            var entries = new DirectoryInfo(parent).EnumerateFileSystemInfos()
                .Where(entry => entry.Name.StartsWith(name, StringComparison.OrdinalIgnoreCase) && (name.Length > 0 || entry.Name[0] != '.'))
                .OrderBy(entry => entry.Name, StringComparer.Ordinal);
            return new(start + slash, at, [.. entries.SelectMany(Entry)]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Completions.None(at);
        }
    }

    private static IEnumerable<Completion> Entry(FileSystemInfo entry) =>
        entry is DirectoryInfo ? [new(entry.Name + "/", "folder")] : entry.Extension == ".dll" ? [new(entry.Name, "file")] : [];

    [GeneratedRegex("""^\s*#r\s+"(?<path>[^"]*)$""")]
    private static partial Regex Reference();
}
