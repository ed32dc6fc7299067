using System.Text.Json;
using System.Text.Json.Nodes;

namespace Ipc.Notebooks;

/// <summary>What the first cell puts into the page: the host line, and once for all outputs below it the style sheet and plotly.js.</summary>
internal static class LabPage
{
    /// <summary>The MIME type by which a page writer finds the host line.</summary>
    public const string HostType = "application/vnd.ipc.host+json";

    private static readonly JsonSerializerOptions s_readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The session as HTML.</summary>
    public static string Html(LabSession session) =>
        $"<div class=\"ipc-lab\"><style data-ipc=\"style\">{StyleSheet.Text}</style>"
        + $"<p class=\"ipc-host\">{Notebooks.Html.Escape(session.Host)}</p>{Cleared(session)}{PlotlyScript.Loader}</div>";

    private static string Cleared(LabSession session) =>
        session.Cleared.Length > 0 ? $"<p class=\"ipc-host\">{Notebooks.Html.Escape(session.Cleared)}</p>" : "";

    /// <summary>The host line as JSON.</summary>
    public static string HostJson(LabSession session) => new JsonObject { ["line"] = session.Host }.ToJsonString(s_readable);
}
