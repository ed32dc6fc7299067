namespace Ipc.Notebooks;

/// <summary>How a series is told from the others, with colour and without.</summary>
/// <param name="Colour">The colour; it reads on white and on black.</param>
/// <param name="Dash">Plotly's name of the dash.</param>
/// <param name="Symbol">Plotly's name of the marker.</param>
internal sealed record MechanismStyle(string Colour, string Dash, string Symbol);
