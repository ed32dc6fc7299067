using System.Text.Json.Nodes;
using Course.Jupyter;
using Ipc.Commands;

namespace Course.Tests.Commands;

/// <summary>The verb as a user calls it, with a home of its own.</summary>
public sealed class KernelCommandTests : IDisposable
{
    private readonly DirectoryInfo home = Directory.CreateTempSubdirectory("course-kernel-");

    public void Dispose() => home.Delete(recursive: true);

    private string UserFolder => Path.Combine(home.FullName, ".local/share/jupyter/kernels/.net-csharp");

    [Fact]
    public void It_is_installed_for_the_user_listed_and_removed()
    {
        Assert.Equal($"installed {UserFolder}\n", Run("install").StandardOutput);
        var spec = JsonNode.Parse(File.ReadAllText(Path.Combine(UserFolder, "kernel.json")))!;
        Assert.True(File.Exists((string)spec["argv"]![0]!));
        Assert.Equal(["kernel", "start", "{connection_file}"], spec["argv"]!.AsArray().Skip(2).Select(word => (string?)word));
        Assert.Equal(("C#", "message"), ((string?)spec["language"], (string?)spec["interrupt_mode"]));
        Assert.All(["logo-32x32.png", "logo-64x64.png"], logo => Assert.Equal("PNG"u8.ToArray(), File.ReadAllBytes(Path.Combine(UserFolder, logo))[1..4]));
        Assert.StartsWith("<svg", File.ReadAllText(Path.Combine(UserFolder, "logo-svg.svg")), StringComparison.Ordinal);
        Assert.Contains(UserFolder + "\n", Run("list").StandardOutput, StringComparison.Ordinal);
        Assert.Equal($"installed {UserFolder}\n", Run("install", "--user").StandardOutput);

        Assert.Equal($"removed {UserFolder}\n", Run("uninstall").StandardOutput);
        Assert.False(Directory.Exists(UserFolder));
        AssertRefused("holds no kernelspec", "uninstall");
    }

    [Fact]
    public void A_prefix_and_a_name_say_where()
    {
        var prefix = Path.Combine(home.FullName, "env");
        var folder = Path.Combine(prefix, "share/jupyter/kernels/mine");
        Assert.Equal($"installed {folder}\n", Run("install", "--prefix", prefix, "--name", "mine").StandardOutput);
        Assert.True(File.Exists(Path.Combine(folder, "kernel.json")));
        AssertRefused("one at a time", "install", "--prefix", prefix, "--user");
        AssertRefused("is no name for a kernelspec", "install", "--name", "../elsewhere");
    }

    [Fact]
    public void The_python_on_the_path_says_where_its_environment_is()
    {
        var python = Path.Combine(home.FullName, "python3");
        File.WriteAllText(python, $"#!/bin/sh\necho {home.FullName}/venv\n");
        File.SetUnixFileMode(python, (UnixFileMode)0x1ed);
        Assert.Equal($"installed {home.FullName}/venv/share/jupyter/kernels/.net-csharp\n", Run("install", "--sys-prefix").StandardOutput);
        File.Delete(python);
        AssertRefused("asks python3 for its prefix", "install", "--sys-prefix");
    }

    [Theory]
    [InlineData("""{ "argv": ["dotnet", "interactive", "jupyter", "{connection_file}"] }""", "dotnet")]
    [InlineData("{", "not readable")]
    public void Another_programs_kernelspec_is_kept_unless_told_otherwise(string foreign, string maker)
    {
        Directory.CreateDirectory(UserFolder);
        var file = Path.Combine(UserFolder, "kernel.json");
        File.WriteAllText(file, foreign);
        AssertRefused($"holds a kernelspec of another program ({maker}", "install");
        AssertRefused("not ours to remove", "uninstall");
        Assert.Equal(foreign, File.ReadAllText(file));
        Assert.Equal(0, Run("install", "--replace").ShellStatus);
        Assert.Contains("kernel", File.ReadAllText(file), StringComparison.Ordinal);
    }

    private void AssertRefused(string message, params string[] arguments)
    {
        var result = Run(arguments);
        Assert.NotEqual(0, result.ShellStatus);
        Assert.Contains(message, result.StandardError, StringComparison.Ordinal);
    }

    private CommandResult Run(params string[] arguments)
    {
        string[] words = ["-u", "JUPYTER_DATA_DIR", "-u", "XDG_DATA_HOME", "-u", "JUPYTER_PATH", $"HOME={home.FullName}", $"PATH={home.FullName}", .. KernelLauncher.Command, "kernel", .. arguments];
        return (Command.Of("/usr/bin/env", words) with { Deadline = TimeSpan.FromMinutes(1) }).Run();
    }
}
