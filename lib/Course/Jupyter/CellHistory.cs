using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Course.Jupyter;

/// <summary>The cells of this session, for history_request. Nothing of it is kept on disk, so a session before this one has none.</summary>
internal sealed class CellHistory
{
    private readonly List<(int Line, string Input)> cells = [];

    internal void Add(int line, string input) => cells.Add((line, input));

    /// <summary>The content of a history_reply.</summary>
    /// <param name="request">The content of the request: "tail", "range" or "search".</param>
    internal JsonObject Answer(JsonObject request)
    {
        var withOutput = (bool?)request["output"] ?? false;
        return new()
        {
            ["history"] = new JsonArray([.. Asked(request).Select(cell => (JsonNode)new JsonArray(0, cell.Line, withOutput ? new JsonArray(cell.Input, null) : (JsonNode)cell.Input))]),
        };
    }

    private IEnumerable<(int Line, string Input)> Asked(JsonObject request)
    {
        var last = (int?)request["n"] ?? int.MaxValue;
        switch ((string?)request["hist_access_type"])
        {
            case "range":
                // A session number of 0 is this session, and one below counts back from it.
                var (start, stop) = ((int?)request["start"] ?? 0, (int?)request["stop"] ?? int.MaxValue);
                return ((int?)request["session"] ?? 0) == 0 ? cells.Where(cell => cell.Line >= start && cell.Line < stop) : [];
            case "search":
                var pattern = Glob((string?)request["pattern"] ?? "*");
                var found = cells.Where(cell => pattern.IsMatch(cell.Input));
                return ((bool?)request["unique"] ?? false ? found.Reverse().DistinctBy(cell => cell.Input).Reverse() : found).TakeLast(last);
            default:
                return cells.TakeLast(last);
        }
    }

    private static Regex Glob(string pattern) =>
        new($"^{Regex.Escape(pattern).Replace(@"\*", ".*", StringComparison.Ordinal).Replace(@"\?", ".", StringComparison.Ordinal)}$", RegexOptions.Singleline | RegexOptions.NonBacktracking);
}
