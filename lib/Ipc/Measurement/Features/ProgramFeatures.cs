using System.Text.Json;
using Ipc.Children;
using Ipc.Commands;
using Ipc.Leftovers;

namespace Ipc.Measurement.Features;

/// <summary>Other programs. The chapters do without them where they can.</summary>
internal static class ProgramFeatures
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);

    internal static IReadOnlyList<FeatureProbe> All { get; } =
    [
        new("strace", "no claim; nothing checks the course's own tracer; apt-get install strace", Strace),
        new("python3", "chapter 05: A5 is not observed; apt-get install python3", Python),
        new("chromium", "no claim; no test opens a handout in a browser; apt-get install chromium", Browser),
        new("jupyter", "no claim; no front end for the notebooks; apt-get install jupyter-notebook", Jupyter),
        new("C compiler", "no claim; nothing compares with a program in C; apt-get install gcc libc6-dev", Compile),
    ];

    private static CommandResult Run(string program, params IReadOnlyList<string> arguments) => (Command.Of(program, arguments) with { Deadline = Deadline }).Run();

    private static string FirstLine(CommandResult result) => result.ToString().Split('\n').FirstOrDefault(line => line.Any(char.IsDigit))?.Trim() ?? "";

    private static Attempt Strace()
    {
        var traced = Run("strace", "-e", "trace=exit_group", "sh", "-c", "exit 7");
        return traced.StandardError.Contains("exit_group(7)", StringComparison.Ordinal)
            ? Attempt.Works($"{FirstLine(Run("strace", "-V"))}, saw a shell call exit_group(7)")
            : Attempt.Fails($"{traced.Command} {traced.Status}: {traced}");
    }

    private static Attempt Python()
    {
        var result = Run("python3", "-c", "import multiprocessing, platform; a, b = multiprocessing.Pipe(); a.send(6 * 7); print(platform.python_version(), b.recv())");
        var words = result.StandardOutput.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return words is [var version, "42"] ? Attempt.Works($"Python {version}, with multiprocessing") : Attempt.Fails($"python3 {result.Status}: {result}");
    }

    private static Attempt Browser()
    {
        string[] names = ["chromium", "chromium-browser", "google-chrome"];
        var result = Run(names.FirstOrDefault(IsThere) ?? names[0], "--version");
        return new(result.Status is ExitStatus.Exited { Code: 0 }, FirstLine(result));
    }

    /// <summary>Asks for the kernels: quicker than asking for versions, which imports every part of Jupyter.</summary>
    private static Attempt Jupyter()
    {
        var result = Run("jupyter", "kernelspec", "list", "--json");
        if (result.Status is not ExitStatus.Exited { Code: 0 })
        {
            return Attempt.Fails($"{result.Command} {result.Status}: {result}");
        }

        using var list = JsonDocument.Parse(result.StandardOutput);
        var kernels = list.RootElement.GetProperty("kernelspecs").EnumerateObject().Select(kernel => kernel.Name).ToList();
        return Attempt.Works(kernels.Count == 0 ? "it has no kernel yet; course kernel install" : $"kernels: {string.Join(", ", kernels)}");
    }

    private static bool IsThere(string program)
    {
        try
        {
            return File.Exists(Command.Of(program).FindFile());
        }
        catch (Native.PosixException)
        {
            return false;
        }
    }

    private static Attempt Compile()
    {
        using var scratch = Scratch.Create("doctor");
        var (source, program) = (scratch.File("main.c"), scratch.File("main"));
        File.WriteAllText(source, "#include <unistd.h>\nint main(void) { return getpid() > 0 ? 7 : 1; }\n");
        var compiler = new[] { "gcc", "clang", "cc" }.FirstOrDefault(IsThere) ?? "cc";
        var compiled = Run(compiler, "-o", program, source);
        if (compiled.Status is not ExitStatus.Exited { Code: 0 })
        {
            return Attempt.Fails($"{compiler} {compiled.Status}: {compiled}");
        }

        var status = Run(program).Status;
        return new(status is ExitStatus.Exited { Code: 7 }, $"{FirstLine(Run(compiler, "--version"))}; its program {status}");
    }
}
