using System.Text;

namespace Ipc.Notebooks;

/// <summary>A matrix of mechanisms as HTML: a table where there is room, else a block for each mechanism.</summary>
internal sealed class MatrixTable
{
    private readonly IReadOnlyList<string> _heads;
    private readonly StringBuilder _rows = new();

    /// <param name="heads">The heads of the columns behind the mechanism's name.</param>
    public MatrixTable(IReadOnlyList<string> heads) => _heads = heads;

    /// <summary>A mark and words that say the same.</summary>
    public static string Mark(bool good, string words) =>
        $"<span class=\"{(good ? "ipc-yes" : "ipc-no")}\" aria-hidden=\"true\">{(good ? "✔" : "✘")}</span> {Html.Escape(words)}";

    /// <summary>Adds a mechanism.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="cells">Its cells, as HTML.</param>
    public void Add(string name, params IReadOnlyList<string> cells)
    {
        _rows.Append($"<tr><th scope=\"row\" style=\"text-align:left\">{Html.Escape(name)}</th>");
        for (var column = 0; column < cells.Count; column++)
            _rows.Append($"<td data-head=\"{_heads[column]}\" style=\"text-align:left\">{cells[column]}</td>");
        _rows.Append("</tr>");
    }

    /// <summary>The matrix, with what is missing below it.</summary>
    /// <param name="missing">Mechanisms that were not observed, each with the reason.</param>
    public string ToHtml(IReadOnlyList<string> missing) =>
        "<table class=\"ipc-table ipc-matrix\"><thead><tr><th scope=\"col\" style=\"text-align:left\">mechanism</th>"
        + string.Concat(_heads.Select(head => $"<th scope=\"col\" style=\"text-align:left\">{head}</th>"))
        + $"</tr></thead><tbody>{_rows}</tbody></table>"
        + string.Concat(missing.Select(one => $"<p class=\"ipc-muted\">Not observed: {Html.Escape(one)}</p>"));
}
