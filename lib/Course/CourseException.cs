namespace Course;

/// <summary>Something a user can mend. The message says which file, cell or option, and what to do.</summary>
/// <param name="message">The message.</param>
/// <param name="exitCode">The exit code of the program.</param>
internal sealed class CourseException(string message, int exitCode = 1) : Exception(message)
{
    /// <summary>What the program exits with.</summary>
    internal int ExitCode { get; } = exitCode;
}
