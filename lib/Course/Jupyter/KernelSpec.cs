using System.Text.Json;
using System.Text.Json.Nodes;
using Course.Notebooks;

namespace Course.Jupyter;

/// <summary>The kernelspec that tells Jupyter front ends how to start the kernel.</summary>
internal static class KernelSpec
{
    internal const string DefaultName = ".net-csharp";
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>The folder of kernelspecs of a prefix, or of the user.</summary>
    internal static string Folder(string? prefix, string name) => prefix is not null
        ? Path.Combine(Path.GetFullPath(prefix), "share", "jupyter", "kernels", name)
        : Path.Combine(
            Environment.GetEnvironmentVariable("JUPYTER_DATA_DIR")
                ?? Path.Combine(Environment.GetEnvironmentVariable("XDG_DATA_HOME") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "share"), "jupyter"),
            "kernels",
            name);

    internal static string Install(string? prefix, string name)
    {
        var folder = Folder(prefix, name);
        var spec = new JsonObject
        {
            ["argv"] = new JsonArray([.. KernelLauncher.Command.Append("kernel").Append("start").Append("{connection_file}").Select(word => (JsonNode)word)]),
            ["display_name"] = ".NET (C#)",
            ["language"] = "C#",
            ["interrupt_mode"] = "message",
            ["env"] = new JsonObject { [KernelLauncher.HeapLimitVariable] = KernelLauncher.HeapLimit },
        };
        WholeFile.Write(Path.Combine(folder, "kernel.json"), spec.ToJsonString(Indented) + "\n");
        return folder;
    }
}
