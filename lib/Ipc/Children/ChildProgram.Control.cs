using Ipc.Children.Interpreter;

namespace Ipc.Children;

/// <content>Decisions and loops that the child takes itself.</content>
public sealed partial class ChildProgram
{
    /// <summary>Runs one of two branches, as the child decides.</summary>
    /// <param name="condition">Decided in the child.</param>
    /// <param name="then">Records the steps where it is so.</param>
    /// <param name="otherwise">Records the steps where it is not.</param>
    public void If(Condition condition, Action then, Action? otherwise = null)
    {
        ArgumentNullException.ThrowIfNull(then);
        var skip = Branch(Op.JumpIfZero, condition.Value);
        var thenEnds = Body(then, out var ifSo);
        if (otherwise is null)
        {
            skip.Target = instructions.Count;
            block.Add(new Statement.If(condition.Value, ifSo, []));
            return;
        }

        var end = Branch(Op.Jump);
        skip.Target = instructions.Count;
        var otherwiseEnds = Body(otherwise, out var ifNot);
        end.Target = instructions.Count;
        block.Add(new Statement.If(condition.Value, ifSo, ifNot));
        terminated = thenEnds && otherwiseEnds;
    }

    /// <summary>Repeats the body as long as the child finds the condition true; it is decided anew before each turn.</summary>
    /// <param name="condition">Records the steps and arithmetic that decide.</param>
    /// <param name="body">Records one turn.</param>
    public void While(Func<Condition> condition, Action body)
    {
        ArgumentNullException.ThrowIfNull(condition);
        ArgumentNullException.ThrowIfNull(body);
        var top = instructions.Count;
        closures.Add(condition.Target);
        Value? decision = null;
        var deciding = Within(() => decision = condition().Value);
        var leave = Branch(Op.JumpIfZero, decision);
        Body(body, out var turn);
        Branch(Op.Jump).Target = top;
        leave.Target = instructions.Count;
        block.Add(new Statement.While(deciding, decision!, turn));
    }

    /// <summary>Runs the body a number of times.</summary>
    /// <param name="times">How often: 0 or more.</param>
    /// <param name="body">Records one turn.</param>
    public void Repeat(long times, Action body)
    {
        var counted = Within(() =>
        {
            var left = Number(times);
            While(
                () => left > 0,
                () =>
                {
                    body();
                    Assign(left, left - 1);
                });
        });
        var turn = ((Statement.While)counted[^1]).Body;
        block.Add(new Statement.Repeat(times, [.. turn.SkipLast(2)])); // what counts the turns is no part of the program
    }

    /// <summary>A value of the child that starts as a known number, for <see cref="Assign"/> to change.</summary>
    /// <param name="number">The number.</param>
    public Value Number(long number) => Emit(Op.Move, [(Operand)number]);

    /// <summary>Gives a value of the child a new number: what makes a loop count.</summary>
    /// <param name="value">The value to change.</param>
    /// <param name="number">Its new number.</param>
    public void Assign(Value value, Operand number)
    {
        ArgumentNullException.ThrowIfNull(value);
        Emit(Op.Move, [number]);
        instructions[^1] = instructions[^1] with { Destination = value.Register };
        block[^1] = ((Statement.Do)block[^1]) with { Instruction = instructions[^1] };
    }

    private RecordedInstruction Branch(Op op, Value? value = null) => Branch(op, value is null ? [] : [(Operand)value]);

    private RecordedInstruction Branch(Op op, params Argument[] arguments)
    {
        var instruction = new RecordedInstruction(op, 0, -1, 0, 0, arguments);
        instructions.Add(instruction);
        return instruction;
    }

    private bool Body(Action body, out IReadOnlyList<Statement> statements)
    {
        closures.Add(body.Target);
        var before = new HashSet<int>(closed);
        statements = Within(body);
        closed = before;
        var ends = terminated;
        terminated = false;
        return ends;
    }

    /// <summary>What is recorded meanwhile, as a block of its own.</summary>
    private List<Statement> Within(Action record)
    {
        var (outer, inner) = (block, new List<Statement>());
        block = inner;
        record();
        block = outer;
        return inner;
    }

    /// <summary>The process or thread that the last statement makes has this body.</summary>
    private void GiveBody(string name, IReadOnlyList<Statement> body) => block[^1] = new Statement.Make((Statement.Do)block[^1], name, body);
}
