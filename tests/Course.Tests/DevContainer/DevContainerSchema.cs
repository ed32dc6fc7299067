using System.Text.Json;

namespace Course.Tests.DevContainer;

/// <summary>What the schema of devcontainer.json allows for a container built from a Dockerfile or an image: names and types of properties.</summary>
/// <seealso href="https://containers.dev/implementors/json_reference/"/>
internal static class DevContainerSchema
{
    private const JsonValueKind Text = JsonValueKind.String, List = JsonValueKind.Array, Group = JsonValueKind.Object, Number = JsonValueKind.Number, Flag = JsonValueKind.True;
    private static readonly JsonValueKind[] Commands = [Text, List, Group];

    private static readonly Dictionary<string, JsonValueKind[]> Properties = new()
    {
        ["$schema"] = [Text],
        ["name"] = [Text],
        ["image"] = [Text],
        ["build"] = [Group],
        ["features"] = [Group],
        ["overrideFeatureInstallOrder"] = [List],
        ["secrets"] = [Group],
        ["forwardPorts"] = [List],
        ["portsAttributes"] = [Group],
        ["otherPortsAttributes"] = [Group],
        ["updateRemoteUserUID"] = [Flag],
        ["containerEnv"] = [Group],
        ["containerUser"] = [Text],
        ["mounts"] = [List],
        ["init"] = [Flag],
        ["privileged"] = [Flag],
        ["capAdd"] = [List],
        ["securityOpt"] = [List],
        ["remoteEnv"] = [Group],
        ["remoteUser"] = [Text],
        ["initializeCommand"] = Commands,
        ["onCreateCommand"] = Commands,
        ["updateContentCommand"] = Commands,
        ["postCreateCommand"] = Commands,
        ["postStartCommand"] = Commands,
        ["postAttachCommand"] = Commands,
        ["waitFor"] = [Text],
        ["userEnvProbe"] = [Text],
        ["hostRequirements"] = [Group],
        ["customizations"] = [Group],
        ["appPort"] = [Number, Text, List],
        ["runArgs"] = [List],
        ["shutdownAction"] = [Text],
        ["overrideCommand"] = [Flag],
        ["workspaceFolder"] = [Text],
        ["workspaceMount"] = [Text],
    };

    private static readonly HashSet<string> ListsOfText = ["overrideFeatureInstallOrder", "capAdd", "securityOpt", "runArgs", .. Properties.Keys.Where(name => name.EndsWith("Command", StringComparison.Ordinal))];

    private static readonly Dictionary<string, JsonValueKind[]> Build = new() { ["dockerfile"] = [Text], ["context"] = [Text], ["target"] = [Text], ["args"] = [Group], ["cacheFrom"] = [Text, List] };

    private static readonly Dictionary<string, JsonValueKind[]> Host = new() { ["cpus"] = [Number], ["memory"] = [Text], ["storage"] = [Text], ["gpu"] = [Flag, Text, Group] };

    /// <summary>What is wrong with a configuration, a line each; none where nothing is.</summary>
    internal static IReadOnlyList<string> Faults(JsonElement root)
    {
        var faults = new List<string>(Wrong("", root, Properties));
        foreach (var list in root.EnumerateObject().Where(property => property.Value.ValueKind == List && ListsOfText.Contains(property.Name)))
        {
            faults.AddRange(list.Value.EnumerateArray().Where(item => item.ValueKind != Text).Select(item => $"{list.Name}: an item is {item.ValueKind}"));
        }

        if (root.TryGetProperty("build", out var build))
        {
            faults.AddRange(Wrong("build.", build, Build));
            if (!build.TryGetProperty("dockerfile", out _))
            {
                faults.Add("build: no dockerfile");
            }
        }

        if (root.TryGetProperty("hostRequirements", out var host))
        {
            faults.AddRange(Wrong("hostRequirements.", host, Host));
        }

        if (root.TryGetProperty("image", out _) == root.TryGetProperty("build", out _))
        {
            faults.Add("image and build: one of them, not both");
        }

        return faults;
    }

    private static IEnumerable<string> Wrong(string prefix, JsonElement element, Dictionary<string, JsonValueKind[]> known) =>
        from property in element.EnumerateObject()
        let kind = property.Value.ValueKind == JsonValueKind.False ? Flag : property.Value.ValueKind
        where !known.TryGetValue(property.Name, out var kinds) || !kinds.Contains(kind)
        select known.ContainsKey(property.Name) ? $"{prefix}{property.Name}: {kind}" : $"{prefix}{property.Name}: not in the schema";
}
