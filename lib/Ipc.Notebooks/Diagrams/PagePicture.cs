using Ipc.Processes;
using Ipc.ProcFs;

namespace Ipc.Notebooks;

/// <summary>Page grids of two processes, side by side: which pages they share, and which each has for itself.</summary>
public sealed class PagePicture
{
    private readonly IReadOnlyList<PageGrid> _grids;
    private readonly string _title;

    private PagePicture(IReadOnlyList<PageGrid> grids, string title)
    {
        _grids = grids;
        _title = title;
    }

    /// <summary>The pages of parent and child before and after the child's writes.</summary>
    /// <param name="run">A run of the experiment.</param>
    public static PagePicture Of(CopyOnWrite run) =>
        new(run.Grids, $"The child wrote {run.Written} of {run.Pages} pages; {run.Copied} were copied, with {run.MinorFaults} page faults");

    /// <summary>The pages of two processes at one moment, or at several.</summary>
    /// <param name="title">What they show.</param>
    /// <param name="grids">Two grids for each moment.</param>
    /// <exception cref="ArgumentException">An odd number of grids.</exception>
    public static PagePicture Of(string title, params IReadOnlyList<PageGrid> grids) =>
        grids.Count >= 2 && grids.Count % 2 == 0 ? new(grids, title) : throw new ArgumentException("two grids for each moment: a process and the other", nameof(grids));

    /// <summary>The same facts as a text table.</summary>
    public override string ToString() => TextTable.Write(PageGridDiagram.Table(_grids) with { Caption = _title });

    internal string ToHtml() => PageGridDiagram.Html(_grids, _title);
}
