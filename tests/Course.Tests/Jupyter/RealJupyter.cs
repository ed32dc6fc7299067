using System.Diagnostics;
using Course.Jupyter;

namespace Course.Tests.Jupyter;

/// <summary>Debian's Jupyter, where it is installed, with the course's kernel in a folder that only the tests use.</summary>
internal static class RealJupyter
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private static readonly Lazy<bool> Available = new(() => File.Exists("/usr/bin/python3") && Run("/usr/bin/python3", ["-c", "import jupyter_client, nbconvert, nbclient"], []).ExitCode == 0);

    /// <summary>Skips the test on a machine without Jupyter; in CI, which installs it, fails instead.</summary>
    internal static void Require()
    {
        const string Lack = "no jupyter-client, jupyter-nbconvert and python3-nbclient of Debian on this machine";
        Assert.False(!Available.Value && Environment.GetEnvironmentVariable("CI") is { Length: > 0 }, Lack);
        Assert.SkipUnless(Available.Value, Lack);
    }

    /// <summary>Runs a program with the kernel installed below <paramref name="prefix"/>.</summary>
    internal static (int ExitCode, string Output, string Error) RunWithKernel(string prefix, string program, params string[] arguments)
    {
        KernelSpec.Install(KernelSpecPlaces.Below(prefix), KernelSpec.DefaultName);
        return Run(program, arguments, EnvironmentBelow(prefix));
    }

    /// <summary>The variables that make Jupyter look for kernels, and keep its files, below a folder.</summary>
    internal static Dictionary<string, string> EnvironmentBelow(string prefix) => new()
    {
        ["JUPYTER_PATH"] = Path.Combine(prefix, "share", "jupyter"),
        ["JUPYTER_DATA_DIR"] = Path.Combine(prefix, "data"),
        ["JUPYTER_RUNTIME_DIR"] = Path.Combine(prefix, "runtime"),
        ["JUPYTER_CONFIG_DIR"] = prefix,
        ["IPYTHONDIR"] = prefix,
    };

    private static (int ExitCode, string Output, string Error) Run(string program, IReadOnlyList<string> arguments, Dictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        try
        {
            Assert.True(process.WaitForExit(Patience), $"{program} {string.Join(' ', arguments)} did not end within {Patience.TotalSeconds} s");
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
        }

        return (process.ExitCode, output.Result, error.Result);
    }
}
