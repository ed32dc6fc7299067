namespace Ipc.Notebooks;

/// <summary>A chart, and all that belongs to it.</summary>
public sealed record ChartResult
{
    internal ChartResult(string title, Axis x, Axis y, PlotlyFigure figure, TableModel figures, string alternative, string note = "")
    {
        Title = title;
        X = x;
        Y = y;
        Figure = figure;
        Figures = figures;
        Alternative = alternative;
        Caption = note.Length > 0 ? $"{note} {HostLine.Current}" : HostLine.Current;
    }

    /// <summary>The question that the chart answers.</summary>
    public string Title { get; }

    /// <summary>The x axis.</summary>
    public Axis X { get; }

    /// <summary>The y axis.</summary>
    public Axis Y { get; }

    /// <summary>How to read the drawing, where that needs a word, and the machine that its figures were measured on.</summary>
    public string Caption { get; init; }

    /// <summary>What the chart shows, in words, for those who do not see it.</summary>
    public string Alternative { get; }

    internal PlotlyFigure Figure { get; }

    internal TableModel Figures { get; }

    /// <summary>The figures as a text table.</summary>
    public override string ToString() => $"{TextTable.Write(Figures with { Caption = Title })}\n{Caption}";
}
