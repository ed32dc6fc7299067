using System.Text.Json;
using System.Text.RegularExpressions;
using Course.Commands;
using Ipc.Commands;

namespace Course.Tests.DevContainer;

/// <summary>The dev container's files agree with each other, with the published schema, and with what the repository builds with.</summary>
public sealed partial class DevContainerTests
{
    private const UnixFileMode AllMayExecute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
    private static readonly JsonDocumentOptions WithComments = new() { CommentHandling = JsonCommentHandling.Skip };
    private static readonly string Folder = Path.Combine(Repository.Root, ".devcontainer");
    private static readonly string Dockerfile = File.ReadAllText(Path.Combine(Folder, "Dockerfile"));

    [Fact]
    public void The_configuration_has_only_properties_of_the_schema_with_their_types()
    {
        using var document = Configuration();

        Assert.Empty(DevContainerSchema.Faults(document.RootElement));
    }

    [Theory]
    [InlineData("""{ "build": { "dockerfile": "Dockerfile" }, "capadd": [] }""", "capadd: not in the schema")]
    [InlineData("""{ "build": { "dockerfile": "Dockerfile" }, "init": "yes" }""", "init: String")]
    [InlineData("""{ "build": { "dockerfile": "Dockerfile" }, "capAdd": [1] }""", "capAdd: an item is Number")]
    [InlineData("""{ "build": { "file": "Dockerfile" } }""", "build: no dockerfile")]
    [InlineData("""{ "image": "debian", "build": { "dockerfile": "Dockerfile" } }""", "image and build: one of them, not both")]
    public void A_wrong_configuration_is_found(string json, string fault)
    {
        using var document = JsonDocument.Parse(json);

        Assert.Contains(DevContainerSchema.Faults(document.RootElement), found => found.StartsWith(fault, StringComparison.Ordinal));
    }

    [Fact]
    public void The_container_has_an_init_may_trace_and_has_room_for_shared_memory()
    {
        using var document = Configuration();
        var root = document.RootElement;

        Assert.True(root.GetProperty("init").GetBoolean());
        Assert.Contains("SYS_PTRACE", Texts(root.GetProperty("capAdd")));
        Assert.Contains(Texts(root.GetProperty("runArgs")), argument => Regex.IsMatch(argument, "^--shm-size=[1-9][0-9]*[mg]$"));
        Assert.Superset(new HashSet<string> { "ms-toolsai.jupyter", "ms-dotnettools.csharp" }, Texts(root.GetProperty("customizations").GetProperty("vscode").GetProperty("extensions")).ToHashSet());
    }

    [Fact]
    public void The_sdk_image_is_pinned_to_a_version_that_global_json_takes()
    {
        var pinned = SdkTag().Match(Dockerfile);
        Assert.True(pinned.Success, "the Dockerfile pins no mcr.microsoft.com/dotnet/sdk:VERSION-DISTRIBUTION");
        using var global = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "global.json")), WithComments);
        var sdk = global.RootElement.GetProperty("sdk");
        var (wanted, image) = (Version.Parse(sdk.GetProperty("version").GetString()!), Version.Parse(pinned.Groups["version"].Value));

        Assert.Equal("latestFeature", sdk.GetProperty("rollForward").GetString());
        Assert.Equal((wanted.Major, wanted.Minor), (image.Major, image.Minor));
        Assert.True(image >= wanted, $"{image} is older than {wanted}");
    }

    [Fact]
    public void The_user_is_one_that_the_dockerfile_makes_and_not_root()
    {
        using var document = Configuration();
        var user = document.RootElement.GetProperty("remoteUser").GetString()!;

        Assert.Matches($@"(?m)^RUN useradd .*\b{user}$", Dockerfile);
        Assert.Matches($"(?m)^USER {user}$", Dockerfile);
    }

    [Fact]
    public void Every_package_exists_where_apt_knows_the_distribution_of_the_image()
    {
        var release = Regex.Match(Dockerfile, "(?m)^FROM debian:(?<name>[a-z]+)$").Groups["name"].Value;
        Assert.NotEmpty(release);
        var here = File.ReadAllText("/etc/os-release");
        Assert.SkipUnless(File.Exists("/usr/bin/apt-cache") && here.Contains($"VERSION_CODENAME={release}", StringComparison.Ordinal), $"this machine is not Debian {release}, whose packages the image takes");
        var packages = Packages();
        var policy = (Command.Of("apt-cache", ["policy", .. packages]) with { Deadline = TimeSpan.FromMinutes(1) }).Run();
        Assert.SkipUnless(policy.StandardOutput.Contains("Version table:", StringComparison.Ordinal), "apt has no lists here; run apt-get update");
        var known = Regex.Matches(policy.StandardOutput, @"(?m)^(?<name>\S+):\n  Installed: .*\n  Candidate: (?!\(none\))").Select(match => match.Groups["name"].Value).ToHashSet();

        Assert.True(packages.Count >= 10);
        Assert.Superset(new HashSet<string> { "python3", "strace", "chromium", "jupyter-client" }, packages.ToHashSet());
        Assert.All(packages, package => Assert.Contains(package, known));
    }

    [Fact]
    public void PostCreate_runs_a_script_of_the_repository_that_builds_and_installs()
    {
        using var document = Configuration();
        var script = Assert.Single(Texts(document.RootElement.GetProperty("postCreateCommand")));
        var path = Path.Combine(Repository.Root, script);
        var text = File.ReadAllText(path);

        Assert.Equal(AllMayExecute, File.GetUnixFileMode(path) & AllMayExecute);
        Assert.StartsWith("#!/usr/bin/env bash\n", text, StringComparison.Ordinal);
        Assert.Equal(0, Command.Of("bash", "-n", path).Run().ShellStatus);
        Assert.Contains("dotnet build lib/Course", text, StringComparison.Ordinal);
        Assert.Contains("-- kernel install", text, StringComparison.Ordinal);
        Assert.Equal("100755", Command.Of("git", "-C", Repository.Root, "ls-files", "--format=%(objectmode)", script).Run().ToString());
    }

    private static JsonDocument Configuration() => JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "devcontainer.json")), WithComments);

    private static IEnumerable<string> Texts(JsonElement array) => array.EnumerateArray().Select(item => item.GetString()!);

    private static List<string> Packages() =>
        [.. Regex.Match(Dockerfile, @"apt-get install (?<words>.*?)&&", RegexOptions.Singleline).Groups["words"].Value
            .Split((char[])[' ', '\n', '\\'], StringSplitOptions.RemoveEmptyEntries)
            .Where(word => !word.StartsWith('-'))];

    [GeneratedRegex(@"(?m)^FROM mcr\.microsoft\.com/dotnet/sdk:(?<version>\d+\.\d+\.\d+)-\w+ AS sdk$")]
    private static partial Regex SdkTag();
}
