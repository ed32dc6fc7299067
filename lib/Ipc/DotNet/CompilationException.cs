namespace Ipc.DotNet;

/// <summary>Lines of C# that the compiler does not understand. The message has line and column of each error in the text as it was given.</summary>
/// <param name="errors">The errors; empty where the compiler itself failed.</param>
/// <param name="printed">What the compiler printed.</param>
public sealed class CompilationException(IReadOnlyList<CompileError> errors, string printed) : Exception(errors.Count > 0 ? string.Join('\n', errors) : printed)
{
    /// <summary>The errors, with their places.</summary>
    public IReadOnlyList<CompileError> Errors { get; } = errors;
}
