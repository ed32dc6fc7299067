using static Ipc.Children.ChildProgram;

namespace Ipc.Children;

/// <summary>What a reader of a program sees: its statements, with the bodies of loops, branches and processes inside them. The child runs the flat instructions.</summary>
/// <param name="Method">The method of <see cref="ChildProgram"/> that recorded it.</param>
internal abstract record Statement(string Method)
{
    /// <summary>The statements within it, in the order in which they are written.</summary>
    internal virtual IEnumerable<Statement> Inner => [];

    /// <summary>One instruction: a call, work on a word, or arithmetic.</summary>
    /// <param name="Method">The method that recorded it.</param>
    /// <param name="Instruction">The instruction.</param>
    /// <param name="Call">The call's name as the trace shows it; empty for arithmetic, which leaves no trace.</param>
    internal sealed record Do(string Method, RecordedInstruction Instruction, string Call) : Statement(Method);

    /// <summary>A decision.</summary>
    internal sealed record If(Value Condition, IReadOnlyList<Statement> Then, IReadOnlyList<Statement> Otherwise) : Statement(nameof(ChildProgram.If))
    {
        internal override IEnumerable<Statement> Inner => Then.Concat(Otherwise);
    }

    /// <summary>A loop, with the statements that decide before each turn whether there is one.</summary>
    internal sealed record While(IReadOnlyList<Statement> Deciding, Value Condition, IReadOnlyList<Statement> Body) : Statement(nameof(ChildProgram.While))
    {
        internal override IEnumerable<Statement> Inner => Deciding.Concat(Body);
    }

    /// <summary>A loop of a known number of turns.</summary>
    internal sealed record Repeat(long Times, IReadOnlyList<Statement> Body) : Statement(nameof(ChildProgram.Repeat))
    {
        internal override IEnumerable<Statement> Inner => Body;
    }

    /// <summary>The making of a process or thread, with what it does.</summary>
    /// <param name="By">The call that makes it.</param>
    /// <param name="Name">What the program calls it.</param>
    /// <param name="Body">Its statements.</param>
    internal sealed record Make(Do By, string Name, IReadOnlyList<Statement> Body) : Statement(By.Method)
    {
        internal override IEnumerable<Statement> Inner => Body;

        /// <summary>Whether it runs a function of its own, and has no values of its maker.</summary>
        internal bool IsFunction => By.Instruction.Op is Interpreter.Op.Clone or Interpreter.Op.Thread || By.Call == "pthread_create" || IsHandler;

        /// <summary>Whether it makes no process or thread, but sets a handler: the kernel runs its body when the signal comes.</summary>
        internal bool IsHandler => By.Method == nameof(ChildProgram.SetHandler);
    }
}
