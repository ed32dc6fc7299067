using System.Runtime.CompilerServices;
using System.Text;
using Ipc.Children.Interpreter;
using Ipc.Native;

namespace Ipc.Children;

/// <summary>
/// Records what a child is to do. The lambda given to <see cref="Fork.Start"/> runs in the parent and only writes steps down;
/// an interpreter runs them in the child. Each step leaves its result, errno and times in <see cref="ChildProcess.Trace"/>.
/// </summary>
/// <remarks>This file holds the recorder; what a child can do is in the files beside it, by subject.</remarks>
public sealed partial class ChildProgram
{
    private const int RegisterCount = 508;
    private readonly List<RecordedInstruction> instructions = [];
    private readonly List<StepDescription> steps = [];
    private readonly List<string> processNames = ["child"];
    private readonly SortedSet<int> kept = [];
    private readonly MemoryStream data = new();
    private readonly List<(int Vector, int[] Texts)> vectors = [];
    private readonly List<(int Argument, int Instruction, int Name)> threads = [];
    private readonly List<(int Signal, int Instruction)> handlers = [];
    private readonly List<FileDescriptor> inherited = [];
    private readonly List<object?> closures = [];
    private readonly List<System.Reflection.MethodInfo> code = []; // what is compiled lives as long as it is known
    private HashSet<int> closed = [];
    private List<Statement> block = [];
    private int registers = 1;
    private bool terminated;
    private bool silent;
    private bool compiled;

    internal ChildProgram()
    {
    }

    internal IReadOnlyList<RecordedInstruction> Instructions => instructions;

    internal IReadOnlyList<StepDescription> Steps => steps;

    /// <summary>The program as a tree, for who writes it in another language.</summary>
    internal IReadOnlyList<Statement> Statements => block;

    /// <summary>What the lambdas of loops, branches and processes have captured: where their variables have names.</summary>
    internal IReadOnlyList<object?> Closures => closures;

    /// <summary>The descriptors of the parent that the program names, in the order of their first mention.</summary>
    internal IReadOnlyList<FileDescriptor> Inherited => inherited;

    internal IReadOnlyList<string> ProcessNames => processNames;

    internal IReadOnlyCollection<int> Kept => kept;

    /// <summary>Arrays of pointers in the data, to be filled in once the image has its address.</summary>
    internal IReadOnlyList<(int Vector, int[] Texts)> Vectors => vectors;

    /// <summary>Start arguments of threads and clones in the data, with the instruction each starts at, and the number of a clone's name.</summary>
    internal IReadOnlyList<(int Argument, int Instruction, int Name)> Threads => threads;

    /// <summary>The signals that have a handler of the program's own, with the instruction that it starts at.</summary>
    internal IReadOnlyList<(int Signal, int Instruction)> Handlers => handlers;

    internal ReadOnlySpan<byte> Data => data.GetBuffer().AsSpan(0, (int)data.Length);

    /// <summary>Whether a step installs a handler, which a child that shares the parent's memory must not.</summary>
    internal bool HasHandlers { get; private set; }

    /// <summary>Records a program and checks that each of its paths ends.</summary>
    /// <exception cref="InvalidOperationException">A path runs past its last step.</exception>
    internal static ChildProgram Record(Action<ChildProgram> steps)
    {
        ArgumentNullException.ThrowIfNull(steps);
        var program = new ChildProgram();
        steps(program);
        program.RequireEnd("the child's program");
        return program;
    }

    /// <summary>The child inherits this descriptor although no step names it, as after a plain fork(2).</summary>
    /// <param name="descriptor">An open descriptor of the parent.</param>
    public void Inherit(FileDescriptor descriptor)
    {
        ArgumentNullException.ThrowIfNull(descriptor);
        Keep(descriptor);
    }

    /// <summary>Steps recorded in the body leave nothing in the trace: for loops whose every turn would fill it.</summary>
    /// <param name="body">Records the steps.</param>
    public void Silently(Action body)
    {
        ArgumentNullException.ThrowIfNull(body);
        var before = silent;
        silent = true;
        body();
        silent = before;
    }

    /// <summary>
    /// As <see cref="Silently"/>, and compiled before the child is made, so that nothing of it is interpreted: for what is timed. Arithmetic,
    /// words, calls and loops can be compiled; what makes a process or thread, or ends one, cannot.
    /// </summary>
    /// <param name="body">Records the steps.</param>
    /// <exception cref="InvalidOperationException">A step cannot be compiled.</exception>
    internal void Compiled(Action body)
    {
        if (compiled)
        {
            body();
            return;
        }

        compiled = true;
        var first = instructions.Count + 1;
        var region = Branch(Op.Compiled, Argument.At(0)); // it is told where the data is
        Silently(body);
        compiled = false;
        region.Target = instructions.Count;
        code.Add(RegionCompiler.Compile(this, first, region.Target));
        instructions[first - 1] = region with { Function = code[^1].MethodHandle.GetFunctionPointer() };
    }

    internal Value Compute(Op op, Operand left, Operand right) => Emit(op, new Argument[] { left, right });

    internal int Offset(ReadOnlySpan<byte> bytes)
    {
        while (data.Length % 16 != 0)
        {
            data.WriteByte(0);
        }

        var offset = (int)data.Length;
        data.Write(bytes);
        return offset;
    }

    private int Text(string text) => Offset(Encoding.UTF8.GetBytes(text + "\0"));

    private Value CallStep(string function, string template, Argument[] arguments, bool intResult = true, bool keepBytes = false, bool keepPair = false, Op op = Op.Call, [CallerMemberName] string method = "")
    {
        var flags = (intResult ? Instruction.Flag.IntResult : 0) | (keepBytes ? Instruction.Flag.KeepBytes : 0) | (keepPair ? Instruction.Flag.KeepPair : 0);
        return Emit(op, arguments, Libc.Address(function), flags, new StepDescription(function, template), method: method);
    }

    private Value CallStep(string function, string template, Argument[] arguments, Instruction.Flag flags, [CallerMemberName] string method = "") =>
        Emit(Op.Call, arguments, Libc.Address(function), flags, new StepDescription(function, template), method: method);

    /// <summary>An int that a call left in the image.</summary>
    private Value IntAt(int offset) => Emit(Op.Load, [Argument.At(offset)], flags: Instruction.Flag.IntResult);

    /// <summary>Writes an int into the image before a call reads it there. It is no statement of the program, and no value that anybody could use.</summary>
    private void Put(int offset, Operand number)
    {
        Within(() => Emit(Op.Store, [Argument.At(offset), number], flags: Instruction.Flag.IntResult));
        registers--;
        instructions[^1] = instructions[^1] with { Destination = 0 };
    }

    private Value WordStep(Op op, string name, SharedWord word, Operand[] operands, [CallerMemberName] string method = "")
    {
        ArgumentNullException.ThrowIfNull(word);
        Argument[] arguments = [Argument.Of(word), .. operands.Select(operand => (Argument)operand)];
        var shown = operands.Length == 0 ? "word" : "word, " + string.Join(", ", operands.Select((_, i) => $"{{{i + 1}}}"));
        return Emit(op, arguments, step: new StepDescription(name, $"{name}({shown})"), method: method);
    }

    private Value Emit(Op op, Argument[] arguments, nint function = 0, Instruction.Flag flags = 0, StepDescription? step = null, bool pair = false, [CallerMemberName] string method = "")
    {
        if (terminated)
        {
            throw new InvalidOperationException($"{step?.Call ?? op.ToString()} comes after the end of its path: nothing runs after an exit or exec");
        }

        foreach (var argument in arguments)
        {
            if (argument.Operand.Value is { } value && value.Program != this)
            {
                throw new InvalidOperationException("this value belongs to another program: a child knows only the results of its own steps");
            }

            if (argument.Operand.Descriptor is { } descriptor)
            {
                Keep(descriptor);
            }
        }

        var register = registers;
        registers += pair ? 2 : 1;
        if (registers > RegisterCount)
        {
            throw new InvalidOperationException($"a program has at most {RegisterCount} values; use a loop, or a shared word");
        }

        var number = -1;
        if (step is not null && !silent)
        {
            number = steps.Count;
            steps.Add(step);
        }

        instructions.Add(new RecordedInstruction(op, register, number, function, flags, arguments));
        block.Add(new Statement.Do(method, instructions[^1], step?.Call ?? ""));
        return new Value(this, register, number);
    }

    private void Keep(FileDescriptor descriptor)
    {
        if (descriptor.Number > 2 && kept.Add(descriptor.Number))
        {
            inherited.Add(descriptor);
        }
    }

    private void RequireOpen(Operand descriptor, string call)
    {
        if (descriptor.Value is null && closed.Contains((int)descriptor.Constant))
        {
            throw new InvalidOperationException($"{call}: descriptor {descriptor.Constant} was closed by an earlier step of this program");
        }
    }

    private void RequireEnd(string what)
    {
        if (!terminated)
        {
            throw new InvalidOperationException($"{what} does not end: its last step must be Exit or Exec on every path");
        }
    }

    /// <summary>What a step is given, as recorded: a number, a value of the child, or a place in the image.</summary>
    /// <param name="Operand">The number or value; of a place its offset.</param>
    /// <param name="InImage">Whether it is a place in the image.</param>
    /// <param name="Memory">The word or block of the parent whose address it is.</param>
    internal readonly record struct Argument(Operand Operand, bool InImage = false, IDisposable? Memory = null)
    {
        internal Argument(long number)
            : this((Operand)number)
        {
        }

        public static implicit operator Argument(Operand operand) => new(operand);

        public static implicit operator Argument(int number) => new((Operand)number);

        internal static Argument Of(SharedWord word) => new((Operand)(long)word.Address, Memory: word);

        internal static Argument Of(MemoryBlock block) => new((Operand)(long)block.Address, Memory: block);

        internal static Argument Of(Futexes.PosixMutex mutex) => new((Operand)(long)mutex.Address, Memory: mutex);

        internal static Argument At(int imageOffset) => new((Operand)imageOffset, InImage: true);
    }

    internal sealed record RecordedInstruction(Op Op, int Destination, int Step, nint Function, Instruction.Flag Flags, Argument[] Arguments)
    {
        internal int Target { get; set; }
    }

    /// <summary>How a step reads in a trace: {0} to {5} stand for its arguments at run time.</summary>
    internal sealed record StepDescription(string Call, string Template);
}
