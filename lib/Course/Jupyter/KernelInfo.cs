using System.Text.Json.Nodes;
using Course.Engine;

namespace Course.Jupyter;

/// <summary>What the kernel says of itself.</summary>
internal static class KernelInfo
{
    internal static JsonObject Content() => new()
    {
        ["protocol_version"] = JupyterMessage.ProtocolVersion,
        ["implementation"] = "course",
        ["implementation_version"] = "1.0",
        ["banner"] = "C# kernel of the course on Linux processes",
        ["help_links"] = new JsonArray(),
        ["language_info"] = new JsonObject
        {
            ["name"] = "C#",
            ["version"] = ScriptSettings.Language,
            ["mimetype"] = "text/x-csharp",
            ["file_extension"] = ".cs",
            ["pygments_lexer"] = "csharp",
            ["codemirror_mode"] = "text/x-csharp",
        },
    };
}
