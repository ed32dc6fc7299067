namespace Course.Notebooks;

/// <summary>A notebook that cannot be read or written. The message names the file, and the cell where it is one cell's fault.</summary>
internal sealed class NotebookException(string message, Exception? inner = null) : Exception(message, inner);
