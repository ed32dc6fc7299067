using Ipc.Children.Interpreter;

namespace Ipc.Children.CSource;

/// <summary>Writes a recorded program as C. This file holds what a C file consists of; its statements are in the file beside it.</summary>
internal sealed partial class CWriter
{
    private readonly ChildProgram program;
    private readonly CNames names;
    private readonly ValueUses uses;
    private readonly CMemory memory;
    private readonly HashSet<string> headers = [];
    private readonly Dictionary<string, string> definitions = [];
    private readonly List<CFunction> functions = [];
    private readonly Dictionary<int, Term> places = [];
    private readonly List<int> pending = [];
    private Dictionary<int, Term> values = [];
    private CFunction function = new("int main(void)", null);
    private Statement? owner;
    private int buffer;

    private CWriter(ChildProgram program, CNames names)
    {
        this.program = program;
        this.names = names;
        uses = new ValueUses(program.Statements);
        memory = new CMemory(program, names, All(program.Statements).OfType<Statement.Make>().Any(make => make.IsFunction));
    }

    internal static CProgram Write(ChildProgram program, CNames names)
    {
        var writer = new CWriter(program, names);
        var lines = writer.File();
        return new CProgram(string.Concat(lines.Select(line => line.Text + "\n")), lines)
        {
            CompilerFlags = ["-Wall", "-Wextra", "-Werror", .. writer.headers.Contains("pthread.h") ? (string[])["-pthread"] : []],
            Statements = program.Statements,
            PreparingCalls = writer.memory.Calls,
        };
    }

    /// <summary>An argument as a C expression.</summary>
    internal string Expression(ChildProgram.Argument argument) =>
        argument.Memory is { } place ? memory.Address(place)
        : argument.Operand.Descriptor is { Number: > 2 } descriptor ? memory.Descriptor(descriptor)
        : Term.Of(argument.Operand, values).Text;

    internal string? CapturedPipe(int register) => names.CapturedPipe(program, register);

    internal void NamePlace(int offset, Term name) => places[offset] = name;

    internal void Include(string of) => headers.UnionWith(of.Split(' '));

    internal void Define(string key, string text) => definitions.TryAdd(key, text);

    internal void Line(string text) => function.Add(text, owner, []);

    internal string Scratch(string type, string wish, string dimensions) => function.Shared(wish) ?? function.Share(wish, Own(type, wish, dimensions));

    internal string Given(string type, string wish, string members)
    {
        if (function.Shared(wish) is null && function.Depth == 1)
        {
            return function.Share(wish, Own(type, wish, $" = {{ {members} }}"));
        }

        var name = Scratch(type, wish, "");
        Line($"{name} = ({type}){{ {members} }};");
        return name;
    }

    internal string Own(string type, string wish, string dimensions)
    {
        var name = names.Fresh(wish);
        function.Declare($"{type} {name}{dimensions};", owner);
        return name;
    }

    internal (string Name, string Bytes) Buffer(int bytes)
    {
        var name = Scratch("char", "buffer", $"[{buffer}]");
        return (name, bytes == buffer ? $"sizeof {name}" : CText.Number(bytes));
    }

    internal string SignalSet(ulong members)
    {
        var set = Scratch("sigset_t", "signals", "");
        if (function.SignalSet != members)
        {
            Line($"sigemptyset(&{set});");
            foreach (var signal in Enumerable.Range(1, 64).Where(signal => (members >> (signal - 1) & 1) != 0))
            {
                Line($"sigaddset(&{set}, {CText.Signal(signal)});");
            }

            function.SignalSet = members;
        }

        return set;
    }

    private static IEnumerable<Statement> All(IEnumerable<Statement> statements) => statements.SelectMany(one => All(one.Inner).Prepend(one));

    private List<CLine> File()
    {
        buffer = LargestRead(program.Statements);
        foreach (var line in memory.Preparations)
        {
            Line(line);
        }

        if (memory.Calls > 0)
        {
            function.Separate();
        }

        headers.UnionWith(memory.Headers);
        Block(program.Statements);
        functions.Add(function);
        List<CLine> lines = [];
        if (headers.Remove("GNU"))
        {
            lines.Add(new CLine("#define _GNU_SOURCE", []));
        }

        lines.AddRange(headers.Order(StringComparer.Ordinal).Select(header => new CLine($"#include <{header}>", [])));
        Part(lines, memory.Global.Select(text => new CLine(text, [])));
        foreach (var text in definitions.Values)
        {
            Part(lines, text.ReplaceLineEndings("\n").Split('\n').Select(line => new CLine(line, [])));
        }

        foreach (var one in functions)
        {
            Part(lines, one.Lines());
        }

        return lines;
    }

    private static void Part(List<CLine> lines, IEnumerable<CLine> part)
    {
        var all = part.ToList();
        if (all.Count > 0)
        {
            lines.Add(new CLine("", []));
            lines.AddRange(all);
        }
    }

    private static int LargestRead(IEnumerable<Statement> statements) =>
        All(statements).OfType<Statement.Do>().Where(one => one.Call is "read" or "recv" or "mq_receive" or "recvmsg").Select(one => (int)one.Instruction.Arguments[one.Call == "recvmsg" ? 5 : 2].Operand.Constant).DefaultIfEmpty().Max();
}
