using System.Collections.Immutable;
using System.Globalization;
using Ipc.Children;
using Ipc.Commands;
using Ipc.Leftovers;
using Ipc.Native;
using Ipc.Tracing;

namespace Ipc.DotNet;

/// <summary>
/// A few lines of C# that run as a program of their own, so that they can be traced: a process cannot trace itself. Immutable:
/// nothing is compiled before it runs.
/// </summary>
/// <remarks>
/// The lines are top-level statements, without types of their own. <c>args</c> holds the program's arguments. The namespaces of a console project are open,
/// and those of pipes, maps, sockets and interop. An exception that the lines do not catch is printed, and the program exits with 1.
/// </remarks>
/// <param name="Lines">The lines.</param>
public sealed record DotNetProgram(string Lines)
{
    /// <summary>Lines that run before these and are not traced: what is made there is there already. Their variables can be used.</summary>
    public string Before { get; init; } = "";

    /// <summary>What the program finds in <c>args</c>.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>How long the program may live before it is killed; 20 s unless told otherwise.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Assemblies that the lines use beside the framework's, by their paths; those that they need lie beside them.</summary>
    public IReadOnlyList<string> Libraries { get; init; } = [];

    /// <summary>What is added to the program's environment: settings of the runtime, say.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The user id that the program runs as, where this process is root; <c>null</c> for this process's own.</summary>
    public int? User { get; init; }

    /// <summary>Lines of C# as a program.</summary>
    /// <param name="lines">The lines: top-level statements.</param>
    /// <param name="before">Lines that run before these and are not traced.</param>
    public static DotNetProgram Of(string lines, string before = "") => new(lines) { Before = before };

    /// <summary>The same program with arguments.</summary>
    /// <param name="arguments">What it finds in <c>args</c>.</param>
    public DotNetProgram With(params IReadOnlyList<string> arguments) => this with { Arguments = arguments };

    /// <summary>Runs the program to its end, untraced.</summary>
    /// <exception cref="CompilationException">The lines are no C#; the message has line and column.</exception>
    /// <exception cref="MissingSdkException">This machine has no compiler.</exception>
    /// <exception cref="ChildDeadlineException">It did not end in time and was killed.</exception>
    public CommandResult Run() => InScratch(command => command.Run(), tiered: true);

    /// <summary>Runs the program and shows what its lines ask of the kernel, without the runtime's start and end.</summary>
    /// <param name="calls">The calls to trace, by name; none for all.</param>
    /// <exception cref="CompilationException">The lines are no C#; the message has line and column.</exception>
    /// <exception cref="MissingSdkException">This machine has no compiler.</exception>
    /// <exception cref="PosixException">Tracing is not allowed here: EPERM.</exception>
    /// <exception cref="InvalidOperationException">The runtime ended before the first line; the message has what it printed.</exception>
    public SystemCallTrace Trace(params IReadOnlyList<string> calls) => Trace(_ => { }, calls);

    /// <summary>As <see cref="Trace(IReadOnlyList{string})"/>, in a process that does something first: moves a terminal to its descriptor 0, say.</summary>
    /// <param name="first">Records what the child does before it becomes the program.</param>
    /// <param name="calls">The calls to trace, by name; none for all.</param>
    /// <exception cref="InvalidOperationException">The runtime ended before the first line; the message has what it printed.</exception>
    public SystemCallTrace Trace(Action<ChildProgram> first, params IReadOnlyList<string> calls) => InScratch(command =>
    {
        ArgumentNullException.ThrowIfNull(first);
        var options = new TraceOptions { Calls = calls.Count > 0 ? [.. calls, .. ReaderLines.Calls] : [], Deadline = Deadline };
        var trace = SystemCallTracer.Trace(
            c =>
            {
                first(c);
                if (command.User is { } user)
                {
                    Pipeline.Become(c, user);
                }

                c.Exec(command.Program, command.Arguments, command.EnvironmentVector(), command.Program);
            },
            options);
        return ReaderLines.Of(trace, new AssemblyLoading(Path.GetDirectoryName(command.Program)!, Path.GetDirectoryName(command.Arguments[1])!), calls)
            ?? throw new InvalidOperationException($"the program did not come to its first line: it {trace.Status}{(trace.Broken is { } why ? $", killed: {why}" : "")}; {trace.Output}");
    }, tiered: false);

    /// <summary>Compiles the program and puts it into a folder that is there as long as it runs, and is its folder for temporary files.</summary>
    private T InScratch<T>(Func<Command, T> run, bool tiered)
    {
        var sdk = DotNetSdk.Find();
        var assembly = Compiler.Compile(sdk, ProgramSource.Of(Before, Lines), Libraries);
        using var scratch = Scratch.Create("dotnet", User);
        var program = scratch.File("program.dll");
        File.WriteAllBytes(program, assembly);
        File.WriteAllText(scratch.File("program.runtimeconfig.json"), RuntimeConfiguration(sdk, tiered));
        // Another user may not be able to read where they lie.
        foreach (var library in NeededAssemblies.Of(Libraries))
        {
            File.Copy(library, scratch.File(Path.GetFileName(library)));
        }

        try
        {
            var command = Compiler.Calm(new Command(sdk.Host, ["exec", program, .. Arguments]) { Deadline = Deadline, User = User })
                .WithEnvironment("TMPDIR", scratch.Path)
                .WithEnvironment("DOTNET_EnableWriteXorExecute", "0");
            return run(Environment.Aggregate(command, (with, variable) => with.WithEnvironment(variable.Key, variable.Value)));
        }
        finally
        {
            // A program that used the laboratory and was killed has left its journal there.
            Journal.SweepBelow(scratch.Path, User);
        }
    }

    // Without tiers code is compiled once, before it runs first: no thread of the runtime compiles it again in the middle of a trace.
    // With them a program starts sooner.
    private static string RuntimeConfiguration(DotNetSdk sdk, bool tiered) => string.Create(CultureInfo.InvariantCulture, $$"""
        {
          "runtimeOptions": {
            "framework": { "name": "Microsoft.NETCore.App", "version": "{{Path.GetFileName(sdk.Framework)}}" },
            "configProperties": {
              "System.GC.Server": false,
              "System.GC.Concurrent": false,
              "System.Runtime.TieredCompilation": {{(tiered ? "true" : "false")}},
              "System.Globalization.Invariant": true
            }
          }
        }
        """);
}
