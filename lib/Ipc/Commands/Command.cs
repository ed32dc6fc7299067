using System.Collections.Immutable;
using Ipc.Native;

namespace Ipc.Commands;

/// <summary>A real program, its arguments and its environment. Immutable: nothing runs until <see cref="Run"/> or <see cref="Start"/>.</summary>
/// <param name="Program">Its name, looked up along PATH, or its path.</param>
/// <param name="Arguments">Its arguments, without the name in front. No shell reads them: a space or a * is a character like others.</param>
public sealed record Command(string Program, IReadOnlyList<string> Arguments)
{
    /// <summary>What differs from this process's environment: names with their values; <c>null</c> takes a name away.</summary>
    public ImmutableDictionary<string, string?> Environment { get; private init; } = ImmutableDictionary<string, string?>.Empty;

    /// <summary>Text that the program finds on its standard input, through a pipe; <c>null</c> gives it /dev/null.</summary>
    public string? Input { get; init; }

    /// <summary>How long the program may live before it is killed; 10 s unless told otherwise.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The user id that the program runs as, in the group of the same number and no other; <c>null</c> for this process's own.</summary>
    /// <remarks>Only root may choose. Where it is not allowed the program is not started, and the status is that of <see cref="NotAllowed"/>.</remarks>
    public int? User { get; init; }

    /// <summary>The exit code of a program that was not started, since it could not become the user.</summary>
    public static int NotAllowed => 126;

    /// <summary>A program with its arguments.</summary>
    /// <param name="program">Its name, looked up along PATH, or its path.</param>
    /// <param name="arguments">Its arguments.</param>
    public static Command Of(string program, params IReadOnlyList<string> arguments) => new(program, arguments);

    /// <summary>The same program with one variable of the environment set or taken away.</summary>
    /// <param name="name">The variable.</param>
    /// <param name="value">Its value; <c>null</c> takes it away.</param>
    public Command WithEnvironment(string name, string? value) => this with { Environment = Environment.SetItem(name, value) };

    /// <summary>The same program with text on its standard input.</summary>
    /// <param name="text">The text, as UTF-8; then comes end of file.</param>
    public Command WithInput(string text) => this with { Input = text };

    /// <summary>This program's output becomes the input of another.</summary>
    /// <param name="program">The name or path of the next program.</param>
    /// <param name="arguments">Its arguments.</param>
    public Pipeline Then(string program, params IReadOnlyList<string> arguments) => Pipeline.Of(this).Then(program, arguments);

    /// <summary>Starts the program: fork and exec.</summary>
    /// <returns>The running program, a pipeline of one stage. Disposing it kills and reaps it.</returns>
    /// <exception cref="PosixException">The program could not be executed, or not be forked for.</exception>
    public RunningPipeline Start() => Pipeline.Of(this).Start();

    /// <summary>Runs the program to its end.</summary>
    /// <exception cref="PosixException">The program could not be executed: ENOENT, EACCES, ENOEXEC.</exception>
    /// <exception cref="Children.ChildDeadlineException">It did not end in time and was killed.</exception>
    public CommandResult Run() => Pipeline.Of(this).Run().Stages[0];

    /// <summary>The command as a shell would be given it.</summary>
    public override string ToString() => string.Join(' ', Arguments.Prepend(Program).Select(Quoted));

    internal IReadOnlyList<string> EnvironmentVector()
    {
        var variables = System.Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>()
            .ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value);
        foreach (var (name, value) in Environment)
        {
            variables[name] = value;
        }

        return [.. variables.Where(variable => variable.Value is not null).Select(variable => $"{variable.Key}={variable.Value}")];
    }

    internal string FindFile()
    {
        var path = Environment.TryGetValue("PATH", out var own) ? own : System.Environment.GetEnvironmentVariable("PATH");
        return ProgramFile.Find(Program, path ?? "/usr/bin:/bin");
    }

    private static string Quoted(string word) =>
        word.Length > 0 && word.All(character => char.IsLetterOrDigit(character) || "-_./,:=+%@^".Contains(character, StringComparison.Ordinal))
            ? word
            : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
