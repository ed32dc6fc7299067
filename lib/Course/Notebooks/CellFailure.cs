namespace Course.Notebooks;

/// <summary>The unexpected end of a run.</summary>
/// <param name="FileName">The notebook's file name.</param>
/// <param name="CellNumber">The cell's place in the notebook, from 1, or null where no cell ran.</param>
/// <param name="Message">One line.</param>
/// <param name="Detail">Stack trace or list of compile errors; may be empty.</param>
internal sealed record CellFailure(string FileName, int? CellNumber, string Message, string Detail = "")
{
    public override string ToString() =>
        CellNumber is { } number ? $"{FileName}, cell {number}: {Message}" : $"{FileName}: {Message}";
}
