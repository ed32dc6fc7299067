using Ipc.Children.CSource;

namespace Ipc.Children;

/// <summary>
/// The C program that does what a child's recorded steps do: a complete file, which compiles without a warning.
/// Its main is the child. Pipes, files and memory that the child would inherit are made at the beginning of main.
/// </summary>
/// <param name="Source">The whole file.</param>
/// <param name="Lines">Its lines, each with the steps that it does.</param>
public sealed record CProgram(string Source, IReadOnlyList<CLine> Lines) : IObservation
{
    /// <summary>What the compiler is to be told beside the file's name: warnings are errors; -pthread where the program starts threads.</summary>
    public IReadOnlyList<string> CompilerFlags { get; init; } = [];

    /// <summary>The statements that the lines belong to.</summary>
    internal IReadOnlyList<Statement> Statements { get; init; } = [];

    /// <summary>How many system calls main makes before those of the first step.</summary>
    internal int PreparingCalls { get; init; }

    /// <summary>Writes steps down as a C program; nothing runs.</summary>
    /// <param name="steps">Records the child's program; it runs here, in the parent.</param>
    /// <exception cref="InvalidOperationException">The program is wrong.</exception>
    /// <exception cref="NotSupportedException">It uses a descriptor that C code of a few lines cannot make: the message says which.</exception>
    public static CProgram Of(Action<ChildProgram> steps)
    {
        ArgumentNullException.ThrowIfNull(steps);
        var program = ChildProgram.Record(steps);
        return CWriter.Write(program, new CNames(program.Closures.Prepend(steps.Target).OfType<object>()));
    }

    /// <inheritdoc/>
    public override string ToString() => Source;
}
