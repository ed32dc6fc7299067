namespace Course;

/// <summary>Something a user can mend. The message says which file, cell or option, and what to do.</summary>
internal sealed class CourseException(string message) : Exception(message);
