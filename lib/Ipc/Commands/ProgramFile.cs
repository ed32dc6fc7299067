using Ipc.Native;

namespace Ipc.Commands;

/// <summary>Finds a program by its name, as execvp(3) and the shell do.</summary>
/// <seealso href="https://man7.org/linux/man-pages/man3/exec.3.html"/>
internal static class ProgramFile
{
    private const UnixFileMode AnyExecute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>The file of a program: a name with a slash is its path; another is looked up along PATH.</summary>
    /// <exception cref="PosixException">ENOENT: no folder of PATH has it. EACCES: what is there is not executable.</exception>
    internal static string Find(string program, string path)
    {
        if (program.Contains('/', StringComparison.Ordinal))
        {
            return program;
        }

        var candidates = path.Split(':').Select(folder => Path.Combine(folder.Length > 0 ? folder : ".", program)).Where(File.Exists).ToList();
        return candidates.Find(file => (File.GetUnixFileMode(file) & AnyExecute) != 0)
            ?? throw (candidates.Count > 0
                ? new PosixException("execvp", Errno.EACCES, program, $"{candidates[0]} is not executable")
                : new PosixException("execvp", Errno.ENOENT, program, "no folder of PATH has it"));
    }
}
