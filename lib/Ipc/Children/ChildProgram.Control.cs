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
        var thenEnds = Body(then);
        if (otherwise is null)
        {
            skip.Target = instructions.Count;
            return;
        }

        var end = Branch(Op.Jump);
        skip.Target = instructions.Count;
        var otherwiseEnds = Body(otherwise);
        end.Target = instructions.Count;
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
        var leave = Branch(Op.JumpIfZero, condition().Value);
        Body(body);
        Branch(Op.Jump).Target = top;
        leave.Target = instructions.Count;
    }

    /// <summary>Runs the body a number of times.</summary>
    /// <param name="times">How often: 0 or more.</param>
    /// <param name="body">Records one turn.</param>
    public void Repeat(long times, Action body)
    {
        var left = Emit(Op.Move, [(Operand)times]);
        While(
            () => left > 0,
            () =>
            {
                body();
                Assign(left, left - 1);
            });
    }

    /// <summary>Gives a value of the child a new number: what makes a loop count.</summary>
    /// <param name="value">The value to change.</param>
    /// <param name="number">Its new number.</param>
    public void Assign(Value value, Operand number)
    {
        ArgumentNullException.ThrowIfNull(value);
        Emit(Op.Move, [number]);
        instructions[^1] = instructions[^1] with { Destination = value.Register };
    }

    private RecordedInstruction Branch(Op op, Value? value = null)
    {
        Argument[] arguments = value is null ? [] : [(Operand)value];
        var instruction = new RecordedInstruction(op, 0, -1, 0, 0, arguments);
        instructions.Add(instruction);
        return instruction;
    }

    private bool Body(Action body)
    {
        var before = new HashSet<int>(closed);
        body();
        closed = before;
        var ends = terminated;
        terminated = false;
        return ends;
    }
}
