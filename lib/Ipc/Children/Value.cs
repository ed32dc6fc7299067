namespace Ipc.Children;

/// <summary>A number that exists only in the child: what a step returned, or arithmetic on such numbers. It cannot be used in an ordinary <c>if</c>; <see cref="ChildProgram.If"/> decides in the child.</summary>
public sealed class Value
{
    internal Value(ChildProgram program, int register, int step = -1)
    {
        Program = program;
        Register = register;
        Step = step;
    }

    internal ChildProgram Program { get; }

    internal int Register { get; }

    internal int Step { get; }

    /// <summary>The sum, computed in the child.</summary>
    /// <param name="left">A number of the child.</param>
    /// <param name="right">What to add.</param>
    public static Value operator +(Value left, Operand right) => left.Program.Compute(Interpreter.Op.Add, left, right);

    /// <summary>The same number with the other sign, computed in the child: kill(2) takes a process group as a negative number.</summary>
    /// <param name="value">A number of the child.</param>
    public static Value operator -(Value value) => value.Program.Compute(Interpreter.Op.Subtract, 0, value);

    /// <summary>The difference, computed in the child.</summary>
    /// <param name="left">A number of the child.</param>
    /// <param name="right">What to take away.</param>
    public static Value operator -(Value left, Operand right) => left.Program.Compute(Interpreter.Op.Subtract, left, right);

    /// <summary>Whether both are the same, decided in the child.</summary>
    /// <param name="right">The other number.</param>
    public Condition Is(Operand right) => new(Program.Compute(Interpreter.Op.Equal, this, right));

    /// <summary>Whether the two differ, decided in the child.</summary>
    /// <param name="right">The other number.</param>
    public Condition IsNot(Operand right) => new(Program.Compute(Interpreter.Op.NotEqual, this, right));

    /// <summary>Whether this is less, decided in the child.</summary>
    /// <param name="left">A number of the child.</param>
    /// <param name="right">The other number.</param>
    public static Condition operator <(Value left, Operand right) => new(left.Program.Compute(Interpreter.Op.Less, left, right));

    /// <summary>Whether this is greater, decided in the child.</summary>
    /// <param name="left">A number of the child.</param>
    /// <param name="right">The other number.</param>
    public static Condition operator >(Value left, Operand right) => new(left.Program.Compute(Interpreter.Op.Greater, left, right));
}
