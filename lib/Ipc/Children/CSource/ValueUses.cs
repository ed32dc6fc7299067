namespace Ipc.Children.CSource;

/// <summary>Where the values of a program are made and used: what decides whether C writes a value in place, or into a variable, and where that is declared.</summary>
internal sealed class ValueUses
{
    private readonly Dictionary<int, int> reads = [];
    private readonly HashSet<int> assigned = [];
    private readonly Dictionary<int, IReadOnlyList<Statement>> homes = [];
    private readonly HashSet<int> escaped = [];
    private readonly Dictionary<int, Statement> readers = [];

    internal ValueUses(IReadOnlyList<Statement> program) => Walk(program, []);

    /// <summary>How often a value is used.</summary>
    internal int Reads(int register) => reads.GetValueOrDefault(register);

    /// <summary>Whether an assignment gives the value a new number.</summary>
    internal bool IsAssigned(int register) => assigned.Contains(register);

    /// <summary>The one statement that uses a value that is used once.</summary>
    internal Statement? OnlyReader(int register) => Reads(register) == 1 ? readers[register] : null;

    /// <summary>Whether a value is used outside the block in which it is made: C needs its variable before.</summary>
    internal bool Escapes(int register) => escaped.Contains(register);

    private void Walk(IReadOnlyList<Statement> block, IReadOnlyList<Statement>[] outer)
    {
        IReadOnlyList<Statement>[] path = [.. outer, block];
        foreach (var statement in block)
        {
            switch (statement)
            {
                case Statement.Do one:
                    Note(one, one, path);
                    break;
                case Statement.Make make:
                    Note(make.By, make, path);
                    Walk(make.Body, path);
                    break;
                case Statement.If decision:
                    Read(decision.Condition.Register, path, decision);
                    Walk(decision.Then, path);
                    Walk(decision.Otherwise, path);
                    break;
                case Statement.While loop:
                    // What is made in the head of a loop is there in its body.
                    Walk(loop.Deciding, path);
                    Read(loop.Condition.Register, [.. path, loop.Deciding], loop);
                    Walk(loop.Body, [.. path, loop.Deciding]);
                    break;
                case Statement.Repeat loop:
                    Walk(loop.Body, path);
                    break;
            }
        }
    }

    private void Note(Statement.Do one, Statement reader, IReadOnlyList<Statement>[] path)
    {
        foreach (var argument in one.Instruction.Arguments)
        {
            if (argument.Operand.Value is { } value)
            {
                Read(value.Register, path, reader);
            }
        }

        var register = one.Instruction.Destination;
        homes.TryAdd(register, path[^1]);
        Place(register, path);
        if (one.Method == nameof(ChildProgram.Assign))
        {
            assigned.Add(register);
        }
    }

    private void Read(int register, IReadOnlyList<Statement>[] path, Statement reader)
    {
        reads[register] = Reads(register) + 1;
        readers[register] = reader;
        Place(register, path);
    }

    private void Place(int register, IReadOnlyList<Statement>[] path)
    {
        if (homes.TryGetValue(register, out var home) && !path.Contains(home, ReferenceEqualityComparer.Instance))
        {
            escaped.Add(register);
        }
    }
}
