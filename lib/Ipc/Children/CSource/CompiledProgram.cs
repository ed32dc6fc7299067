using Ipc.Commands;
using Ipc.Leftovers;

namespace Ipc.Children.CSource;

/// <summary>A C program, compiled by cc into a folder of its own. Disposing removes it.</summary>
internal sealed class CompiledProgram : IDisposable
{
    private readonly Scratch folder = Scratch.Create("compiled");

    /// <summary>Compiles a program; <see cref="Compiler"/> has what came of it.</summary>
    /// <param name="program">The program.</param>
    /// <param name="flags">What the compiler is told beside what the program needs: "-O2".</param>
    /// <param name="beside">The text of a second file that becomes a part of the program.</param>
    /// <exception cref="Native.PosixException">There is no compiler.</exception>
    internal CompiledProgram(CProgram program, IReadOnlyList<string>? flags = null, string? beside = null)
    {
        Program = program;
        try
        {
            List<string> files = [Written("child.c", program.Source), .. beside is null ? (string[])[] : [Written("beside.c", beside)]];
            var command = Command.Of("cc", [.. program.CompilerFlags, .. flags ?? [], "-o", Executable, .. files]) with { Deadline = Patience };
            Compiler = command.Run();
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Whether there is a C compiler.</summary>
    internal static bool IsPossible { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, "cc")));

    /// <summary>How long a compiler may take on a busy machine.</summary>
    internal static TimeSpan Patience { get; } = TimeSpan.FromMinutes(1);

    /// <summary>What was compiled.</summary>
    internal CProgram Program { get; }

    /// <summary>What the compiler said.</summary>
    internal CommandResult Compiler { get; }

    /// <summary>The command that runs it.</summary>
    internal Command Run => Command.Of(Executable);

    private string Executable => folder.File("child");

    /// <inheritdoc/>
    public void Dispose() => folder.Dispose();

    private string Written(string name, string text)
    {
        File.WriteAllText(folder.File(name), text);
        return folder.File(name);
    }
}
