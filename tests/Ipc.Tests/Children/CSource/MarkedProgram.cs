using Ipc.Children;
using Ipc.Children.CSource;
using Ipc.Tracing;

namespace Ipc.Tests.Children.CSource;

/// <summary>A compiled program that marks in its trace where the loader's calls end.</summary>
internal static class MarkedProgram
{
    /// <summary>A failing call that runs right before main.</summary>
    private const string Marker = """
        #include <unistd.h>

        static const char text[] = "main begins";

        __attribute__((constructor)) static void mark(void)
        {
            write(-1, text, sizeof text - 1);
        }
        """;

    internal static CompiledProgram Compile(CProgram program) => new(program, beside: Marker);

    /// <summary>What the program does from its first step on.</summary>
    internal static SystemCallTrace Trace(CompiledProgram compiled)
    {
        var trace = SystemCallTracer.Trace(compiled.Run);
        var main = trace.Calls.ToList().FindIndex(call => call.Text.Contains("main begins", StringComparison.Ordinal));
        return trace with { Calls = [.. trace.Calls.Skip(main + 1 + compiled.Program.PreparingCalls)] };
    }
}
