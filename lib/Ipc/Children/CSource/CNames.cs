using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Ipc.Children.CSource;

/// <summary>
/// Names for C. What the C# program keeps in a variable that its lambda captured has that variable's name; all else has a usual one.
/// </summary>
internal sealed partial class CNames
{
    private const int Depth = 4;

    private static readonly string[] Keywords =
    [
        "auto", "break", "case", "char", "const", "continue", "default", "do", "double", "else", "enum", "extern", "float", "for", "goto", "if", "inline", "int", "long", "register", "restrict", "return",
        "short", "signed", "sizeof", "static", "struct", "switch", "typedef", "union", "unsigned", "void", "volatile", "while", "asm", "linux", "unix", "main", "environ", "errno", "stdin", "stdout", "stderr",
    ];

    private readonly Dictionary<object, string> captured = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<string> everywhere = [.. Keywords, .. CCalls.Functions];
    private HashSet<string> inFunction = [];

    /// <param name="closures">What the lambdas that recorded the program have captured.</param>
    internal CNames(IEnumerable<object> closures)
    {
        foreach (var closure in closures)
        {
            Capture(closure, Depth);
        }
    }

    /// <summary>The C# variable's name of a word, block, pipe or descriptor, or <c>null</c>.</summary>
    internal string? Captured(object subject) => captured.GetValueOrDefault(subject);

    /// <summary>The C# variable's name of a value of the program, or <c>null</c>.</summary>
    internal string? CapturedValue(ChildProgram program, int register) =>
        captured.Keys.OfType<Value>().FirstOrDefault(value => value.Program == program && value.Register == register) is { } one ? captured[one] : null;

    /// <summary>The pipe, captured whole, that a descriptor is an end of, or <c>null</c>.</summary>
    internal Pipes.Pipe? PipeOf(Native.FileDescriptor end) => captured.Keys.OfType<Pipes.Pipe>().FirstOrDefault(pipe => pipe.ReadEnd == end || pipe.WriteEnd == end);

    /// <summary>The C# variable's name of a socket of the parent, or <c>null</c>.</summary>
    internal string? CapturedSocket(Native.FileDescriptor descriptor) => captured.Keys.OfType<Sockets.UnixSocket>().FirstOrDefault(socket => socket.Descriptor == descriptor) is { } one ? captured[one] : null;

    /// <summary>The C# variable's name of a pipe that the program makes, or <c>null</c>.</summary>
    internal string? CapturedPipe(ChildProgram program, int register) =>
        captured.Keys.OfType<PipeEnds>().FirstOrDefault(pipe => pipe.Result.Program == program && pipe.Result.Register == register) is { } one && captured[one] != "pipe" ? captured[one] : null;

    /// <summary>Begins another function, whose variables may have the names that those of this one have.</summary>
    /// <returns>The names of this one, to go on with.</returns>
    internal HashSet<string> Enter(HashSet<string>? names = null)
    {
        var left = inFunction;
        inFunction = names ?? [];
        return left;
    }

    /// <summary>A name that nothing else has.</summary>
    /// <param name="wish">The name that would fit best.</param>
    /// <param name="isGlobal">Whether it is used in all functions.</param>
    internal string Fresh(string wish, bool isGlobal = false)
    {
        var plain = NotInNames().Replace(CamelHumps().Replace(wish, "_$0").ToLowerInvariant(), "_").Trim('_');
        plain = plain.Length == 0 || char.IsAsciiDigit(plain[0]) ? $"the_{plain}".TrimEnd('_') : plain;
        var name = plain;
        for (var number = 2; everywhere.Contains(name) || inFunction.Contains(name); number++)
        {
            name = $"{plain}{number}";
        }

        (isGlobal ? everywhere : inFunction).Add(name);
        return name;
    }

    private void Capture(object? closure, int depth)
    {
        if (closure is null || depth == 0)
        {
            return;
        }

        foreach (var field in closure.GetType().GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
        {
            switch (field.GetValue(closure))
            {
                case SharedWord or MemoryBlock or Futexes.PosixMutex or Pipes.Pipe or Native.FileDescriptor or Value or PipeEnds when !field.Name.Contains('<', StringComparison.Ordinal):
                    captured.TryAdd(field.GetValue(closure)!, field.Name);
                    break;
                case { } inner when IsClosure(inner.GetType()):
                    Capture(inner, depth - 1);
                    break;
            }
        }
    }

    /// <summary>A lambda's variables, or in a notebook those of a cell.</summary>
    private static bool IsClosure(Type type) => type.IsDefined(typeof(CompilerGeneratedAttribute)) || type.Name.StartsWith("Submission#", StringComparison.Ordinal);

    [GeneratedRegex("(?<=[a-z0-9])[A-Z]")]
    private static partial Regex CamelHumps();

    [GeneratedRegex("[^a-z0-9_]+")]
    private static partial Regex NotInNames();
}
