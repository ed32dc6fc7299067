using Ipc.Children;
using Ipc.Commands;
using Ipc.Tracing;

namespace Ipc.Tests.Children.CSource;

/// <summary>A C program, compiled into a temporary folder that goes with it.</summary>
internal sealed class CompiledProgram : IDisposable
{
    /// <summary>A failing call that runs right before main: where the loader's calls end in a trace.</summary>
    private const string Marker = """
        #include <unistd.h>

        static const char text[] = "main begins";

        __attribute__((constructor)) static void mark(void)
        {
            write(-1, text, sizeof text - 1);
        }
        """;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("ipc-tests-");
    private readonly CProgram program;

    internal CompiledProgram(CProgram program)
    {
        this.program = program;
        File.WriteAllText(Path.Combine(folder.FullName, "child.c"), program.Source);
        File.WriteAllText(Path.Combine(folder.FullName, "marker.c"), Marker);
        var command = Command.Of("cc", [.. program.CompilerFlags, "-o", Executable, Path.Combine(folder.FullName, "child.c"), Path.Combine(folder.FullName, "marker.c")]) with { Deadline = Patience };
        Compiler = command.Run();
    }

    /// <summary>Whether there is a C compiler.</summary>
    internal static bool IsPossible { get; } = Environment.GetEnvironmentVariable("PATH")!.Split(':').Any(folder => File.Exists(Path.Combine(folder, "cc")));

    /// <summary>How long a compiler may take on a busy machine.</summary>
    internal static TimeSpan Patience { get; } = TimeSpan.FromMinutes(1);

    /// <summary>What the compiler said.</summary>
    internal CommandResult Compiler { get; }

    internal Command Run => Command.Of(Executable);

    private string Executable => Path.Combine(folder.FullName, "child");

    /// <summary>What the program does from its first step on.</summary>
    internal SystemCallTrace Trace()
    {
        var trace = SystemCallTracer.Trace(Run);
        var main = trace.Calls.ToList().FindIndex(call => call.Text.Contains("main begins", StringComparison.Ordinal));
        return trace with { Calls = [.. trace.Calls.Skip(main + 1 + program.PreparingCalls)] };
    }

    public void Dispose() => folder.Delete(recursive: true);
}
