using Ipc.Children.Interpreter;
using Ipc.Tracing.Decoding;

namespace Ipc.Children.CSource;

/// <content>Statements: calls, decisions, loops, processes.</content>
internal sealed partial class CWriter
{
    /// <summary>Calls that need no line before them, and may stand in the head of a loop.</summary>
    private static readonly HashSet<string> InHead = ["read", "open", "close", "load", "wait4", "kill", "getpid", "getppid", "flock", "fetch_add"];

    /// <summary>Calls that do nothing but bring a result: compilers warn where it is not used.</summary>
    private static readonly HashSet<string> WithoutEffect = ["compare_at"];

    private static readonly Dictionary<Op, string> Operators = new()
    {
        [Op.Add] = "+",
        [Op.Subtract] = "-",
        [Op.Equal] = "==",
        [Op.NotEqual] = "!=",
        [Op.Less] = "<",
        [Op.Greater] = ">",
    };

    private void Block(IReadOnlyList<Statement> block, Statement? behind = null)
    {
        for (var i = 0; i < block.Count; i++)
        {
            var outer = owner;
            owner = block[i];
            switch (block[i])
            {
                case Statement.Do one when IsInline(one, i + 1 < block.Count ? block[i + 1] : behind):
                    InPlace(one);
                    break;
                case Statement.Do one:
                    Do(one);
                    break;
                case Statement.Make { IsFunction: true } make:
                    MakeFunction(make);
                    break;
                case Statement.Make make:
                    Fork(make);
                    break;
                case Statement.If decision:
                    If(decision);
                    break;
                case Statement.While loop:
                    While(loop);
                    break;
                case Statement.Repeat loop:
                    var counter = "ijklmn"[function.Counters % 6];
                    function.Counters++;
                    Step($"for (int {counter} = 0; {counter} < {CText.Number(loop.Times)}; {counter}++) {{");
                    Indented(loop.Body);
                    function.Counters--;
                    Line("}");
                    break;
            }

            owner = outer;
        }
    }

    private void Indented(IReadOnlyList<Statement> block, Statement? behind = null)
    {
        function.Depth++;
        function.SignalSet = null;
        Block(block, behind);
        function.SignalSet = null;
        function.Depth--;
    }

    /// <summary>A line that does the current step, and those that are written in place within it.</summary>
    private void Step(string text, int step = -1)
    {
        if (step >= 0)
        {
            pending.Add(step);
        }

        function.Add(text, owner, [.. pending]);
        pending.Clear();
    }

    private void Do(Statement.Do one)
    {
        var (instruction, destination) = (one.Instruction, one.Instruction.Destination);
        if (one.Call.Length == 0)
        {
            if (instruction.Op == Op.Load)
            {
                values[destination] = places[(int)instruction.Arguments[0].Operand.Constant];
            }
            else if (uses.Reads(destination) > 0)
            {
                Result(one, "long", "number", Arithmetic(instruction).Text);
            }

            return;
        }

        if (Word(one))
        {
            return;
        }

        var form = CCalls.Of(one.Call);
        var expression = Call(one, form);
        if (form.Type.Length > 0)
        {
            Result(one, form.Type, form.Variable, expression);
        }
        else
        {
            Step($"{expression};", instruction.Step);
        }

        if (instruction.Op == Op.Exec)
        {
            Line("_exit(127);");
        }
    }

    private string Call(Statement.Do one, CForm form)
    {
        Include(form.Headers);
        if (one.Instruction.Op == Op.Wait)
        {
            // The status of this wait alone where the program uses it.
            var status = one.Instruction.Destination + 1;
            if (uses.Reads(status) > 0)
            {
                values[status] = new Term(Own("int", names.CapturedValue(program, status) ?? "status", ""));
                return $"waitpid({Expression(one.Instruction.Arguments[0])}, &{values[status].Text}, {CCalls.WaitOptions(one.Instruction.Arguments[2].Operand.Constant)})";
            }
        }

        return form.Write(new CCall(this, program, one.Instruction));
    }

    /// <summary>A call whose result goes into a variable, if the program uses it.</summary>
    private void Result(Statement.Do one, string type, string wish, string expression)
    {
        var register = one.Instruction.Destination;
        if (uses.Reads(register) == 0)
        {
            Step($"{(WithoutEffect.Contains(one.Call) ? "(void)" : "")}{expression};", one.Instruction.Step);
        }
        else if (values.TryGetValue(register, out var known))
        {
            Step(Assignment(known.Text, expression), one.Instruction.Step);
        }
        else if (uses.Escapes(register) && function.Depth > 1)
        {
            Step($"{Variable(register, type, wish, " = 0")} = {expression};", one.Instruction.Step);
        }
        else
        {
            var name = names.Fresh(names.CapturedValue(program, register) ?? wish);
            values[register] = new Term(name, IsPointer: IsPointer(type));
            Step($"{type} {name} = {expression};", one.Instruction.Step);
        }
    }

    private static string Assignment(string variable, string expression) =>
        expression.StartsWith($"{variable} + ", StringComparison.Ordinal) ? $"{variable} += {expression[(variable.Length + 3)..]};"
        : expression.StartsWith($"{variable} - ", StringComparison.Ordinal) ? $"{variable} -= {expression[(variable.Length + 3)..]};"
        : $"{variable} = {expression};";

    private string Variable(int register, string type, string wish, string initial)
    {
        var name = Own(type, names.CapturedValue(program, register) ?? wish, initial);
        values[register] = new Term(name, IsPointer: IsPointer(type));
        return name;
    }

    private static bool IsPointer(string type) => type.EndsWith('*');

    /// <summary>Whether a value is written where it is used: once, and before anything that it depends on can change.</summary>
    private bool IsInline(Statement.Do one, Statement? next)
    {
        var register = one.Instruction.Destination;
        var reader = uses.OnlyReader(register);
        if (reader is null || uses.IsAssigned(register) || reader is Statement.Make)
        {
            return false;
        }

        if (one.Call.Length > 0)
        {
            return ReferenceEquals(reader, next) && (one.Call == "load" || (InHead.Contains(one.Call) && next is Statement.Do { Method: nameof(ChildProgram.Assign) }));
        }

        var isHasty = one.Instruction.Arguments.Any(argument => argument.Operand.Value is { } value && (uses.IsAssigned(value.Register) || Term.Of(value, values).IsHasty));
        return Operators.ContainsKey(one.Instruction.Op) && (!isHasty || ReferenceEquals(reader, next));
    }

    private void InPlace(Statement.Do one)
    {
        values[one.Instruction.Destination] = one.Call.Length > 0 ? Called(one) : Arithmetic(one.Instruction);
    }

    private Term Arithmetic(ChildProgram.RecordedInstruction instruction)
    {
        var left = Term.Of(instruction.Arguments[0].Operand, values).Number();
        if (left.IsEvents)
        {
            return instruction.Op == Op.Subtract ? left : new Term($"{left.Text} {Operators[instruction.Op]} ({CText.Spaced(PollFlags.Poll.Flags(instruction.Arguments[1].Operand.Constant >> Polled.FoundShift))})", Rank.Comparison);
        }

        if (instruction is { Op: Op.Subtract, Arguments: [{ InImage: false, Operand: { Value: null, Constant: 0 } }, var subtrahend] })
        {
            return Term.Of(subtrahend.Operand, values).Number().Negated();
        }

        return Operators.TryGetValue(instruction.Op, out var sign)
            ? Term.Join(left, sign, instruction.Arguments[1].Operand.Descriptor is { Number: > 2 } descriptor ? new Term(memory.Descriptor(descriptor)) : Term.Of(instruction.Arguments[1].Operand, values).Number())
            : left;
    }

    private void If(Statement.If decision)
    {
        Step($"if ({Term.Of(decision.Condition, values).Text}) {{");
        Indented(decision.Then);
        if (decision.Otherwise.Count > 0)
        {
            Line("} else {");
            Indented(decision.Otherwise);
        }

        Line("}");
    }

    private void While(Statement.While loop)
    {
        if (Head(loop) is { } head)
        {
            Step($"while ({head}) {{");
        }
        else
        {
            Step("for (;;) {");
            Indented(loop.Deciding, loop);
            function.Depth++;
            Step($"if (!({Term.Of(loop.Condition, values).Text})) {{");
            function.Depth++;
            Line("break;");
            function.Depth--;
            Line("}");
            function.Depth--;
        }

        Indented(loop.Body);
        Line("}");
    }

    /// <summary>The statements that decide as one expression, or <c>null</c> where C has none for them.</summary>
    private string? Head(Statement.While loop)
    {
        // One call at most, whose result may go into a variable, and a comparison.
        var deciding = loop.Deciding.OfType<Statement.Do>().ToList();
        if (deciding.Count < loop.Deciding.Count
            || deciding.Skip(1).Any(one => one.Call.Length > 0)
            || deciding.Take(1).Any(one => one.Call.Length > 0 && !InHead.Contains(one.Call))
            || deciding.Any(one => one.Call.Length == 0 && !Operators.ContainsKey(one.Instruction.Op) && one.Method != nameof(ChildProgram.Assign))
            || deciding.Any(one => Operators.ContainsKey(one.Instruction.Op) && uses.Reads(one.Instruction.Destination) > 1)
            || deciding.SkipLast(1).Any(one => one.Method == nameof(ChildProgram.Assign) && !ReferenceEquals(one, deciding[^2])))
        {
            return null;
        }

        var set = new Dictionary<int, string>();
        foreach (var one in deciding)
        {
            var register = one.Instruction.Destination;
            var isAssigned = one.Method == nameof(ChildProgram.Assign);
            if (!isAssigned && (one.Call.Length == 0 || uses.Reads(register) == 1))
            {
                InPlace(one);
                continue;
            }

            // The head gives the variable its value; the body finds it there.
            var expression = isAssigned ? Arithmetic(one.Instruction) : Called(one);
            var (type, wish) = one.Call is "" or "load" or "fetch_add" ? ("long", "value") : (CCalls.Of(one.Call).Type, CCalls.Of(one.Call).Variable);
            set[register] = values.TryGetValue(register, out var known) ? known.Text : Variable(register, type, wish, "");
            values[register] = new Term($"{set[register]} = {expression.Text}", Rank.Assignment);
        }

        var head = Term.Of(loop.Condition, values).Text;
        foreach (var (register, name) in set)
        {
            values[register] = new Term(name);
        }

        return head;
    }

    /// <summary>A call in the place where its result is used.</summary>
    private Term Called(Statement.Do one)
    {
        if (one.Instruction.Step >= 0)
        {
            pending.Add(one.Instruction.Step);
        }

        var text = one.Call switch
        {
            "load" => Loaded(one),
            "fetch_add" => Added(one),
            _ => Call(one, CCalls.Of(one.Call)),
        };
        return new Term(text, IsHasty: true);
    }
}
