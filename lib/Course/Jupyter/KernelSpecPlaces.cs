using System.Diagnostics;

namespace Course.Jupyter;

/// <summary>The folders in which Jupyter looks for kernelspecs.</summary>
internal static class KernelSpecPlaces
{
    /// <summary>The user's own.</summary>
    internal static string User => Path.Combine(
        Environment.GetEnvironmentVariable("JUPYTER_DATA_DIR")
            ?? Path.Combine(Environment.GetEnvironmentVariable("XDG_DATA_HOME") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "share"), "jupyter"),
        "kernels");

    /// <summary>That of a Python environment or a system: PREFIX/share/jupyter/kernels.</summary>
    internal static string Below(string prefix) => Path.Combine(Path.GetFullPath(prefix), "share", "jupyter", "kernels");

    /// <summary>That of the Python that is first on PATH: of the virtual or Conda environment that is active, where one is.</summary>
    /// <exception cref="CourseException">There is no python3.</exception>
    internal static string SystemPrefix()
    {
        try
        {
            using var python = Process.Start(new ProcessStartInfo("python3", ["-c", "import sys; print(sys.prefix)"]) { RedirectStandardOutput = true })!;
            var prefix = python.StandardOutput.ReadToEnd().Trim();
            python.WaitForExit();
            return python.ExitCode == 0 && prefix.Length > 0 ? Below(prefix) : throw new CourseException($"python3 ended with exit code {python.ExitCode} instead of telling its prefix; --prefix names one");
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new CourseException($"--sys-prefix asks python3 for its prefix, which could not be started: {e.Message}; --prefix names one");
        }
    }

    private static IEnumerable<string> OfPython()
    {
        try
        {
            return [SystemPrefix()];
        }
        catch (CourseException)
        {
            return []; // there is none
        }
    }

    /// <summary>The places that Jupyter looks into, the user's first, as far as they can be known without it: that of the Python on PATH among them.</summary>
    internal static IReadOnlyList<string> All =>
    [
        .. new[] { User }
            .Concat((Environment.GetEnvironmentVariable("JUPYTER_PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries).Select(path => Path.Combine(path, "kernels")))
            .Concat(new[] { Environment.GetEnvironmentVariable("VIRTUAL_ENV"), Environment.GetEnvironmentVariable("CONDA_PREFIX"), "/usr/local", "/usr" }.OfType<string>().Select(Below))
            .Concat(OfPython())
            .Distinct(),
    ];
}
