using Ipc.Tracing;

namespace Ipc.DotNet;

/// <summary>Recognises the calls by which the runtime loads an assembly or a library of its own, the moment that a line first needs it.</summary>
/// <param name="root">The folder of .NET.</param>
/// <param name="folder">The folder of the program, where the runtime looks for libraries first.</param>
internal sealed class AssemblyLoading(string root, string folder)
{
    /// <summary>The calls that have to be traced for this, whatever else is.</summary>
    internal static IReadOnlyList<string> Calls { get; } = ["openat", "close", "fcntl"];

    private readonly HashSet<long> files = [];

    /// <summary>Whether the runtime made a call to load something. To be asked of each call of a process, in order.</summary>
    internal bool Takes(SystemCall call)
    {
        if (call.Name is "openat" or "stat" or "newfstatat" or "access" or "readlink" && call.Argument("pathname") is { } path)
        {
            var isOwn = IsOwn(path.Text.Trim('"'), call.Name);
            if (isOwn && call is { Name: "openat", Result: >= 0 and var opened })
            {
                files.Add(opened);
            }

            return isOwn;
        }

        if (call.Argument("fd") is not { } fd || !files.Contains((int)fd.Word))
        {
            return false;
        }

        if (call.Name == "close")
        {
            files.Remove((int)fd.Word);
        }
        else if (call is { Name: "fcntl", Result: >= 0 and var copy } && call.Arguments[1].Text.StartsWith("F_DUPFD", StringComparison.Ordinal))
        {
            files.Add(copy);
        }

        return true;
    }

    /// <summary>A file below the folder of .NET, or a library in that of the program; and, where links are followed part by part, the folders above it.</summary>
    private bool IsOwn(string path, string call) =>
        path.StartsWith(root + '/', StringComparison.Ordinal)
        || (path.StartsWith(folder + '/', StringComparison.Ordinal) && Path.GetExtension(path) is ".so" or ".dll")
        || (call == "readlink" && (root + '/').StartsWith(path + '/', StringComparison.Ordinal));
}
