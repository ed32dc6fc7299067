using System.Text.Json.Nodes;

namespace Ipc.Notebooks;

/// <summary>The note in the place of a result that the machine does not allow.</summary>
internal static class NotObservedNote
{
    /// <summary>The MIME type by which whoever runs a notebook finds the cells that were not observed.</summary>
    public const string Type = "application/vnd.ipc.not-observed+json";

    /// <summary>The note as HTML.</summary>
    public static string Html(NotObserved lack) =>
        $"<div class=\"ipc-claim ipc-not-observed\" role=\"note\"><p><span class=\"ipc-verdict ipc-not-observed\">not observed</span> {Notebooks.Html.Escape(lack.Missing)}</p>"
        + $"<p>{Notebooks.Html.Escape(lack.Remedy)}</p></div>";

    /// <summary>The note as JSON.</summary>
    public static string Json(NotObserved lack) => new JsonObject { ["missing"] = lack.Missing, ["remedy"] = lack.Remedy }.ToJsonString();
}
