using Course.Notebooks;

namespace Course.Commands;

/// <summary>Where the course's files are: the folder that holds Course.sln, above the working directory or above the program.</summary>
internal static class Repository
{
    internal static string Root { get; } = Find(Environment.CurrentDirectory) ?? Find(AppContext.BaseDirectory)
        ?? throw new CourseException($"no Course.sln in or above {Environment.CurrentDirectory}: run this inside the course's folder");

    /// <summary>The notebooks named, or every chapter in the order of their names.</summary>
    internal static IReadOnlyList<Notebook> Notebooks(IReadOnlyList<string> paths)
    {
        var files = paths.Count > 0 ? paths : [.. Directory.GetFiles(Path.Combine(Root, "notebooks"), "*.ipynb").Order(StringComparer.Ordinal)];
        return [.. files.Select(Notebook.Read)];
    }

    private static string? Find(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Course.sln")))
            {
                return folder.FullName;
            }
        }

        return null;
    }
}
