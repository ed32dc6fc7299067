namespace Ipc.Children.CSource;

/// <content>Work on words in memory.</content>
internal sealed partial class CWriter
{
    /// <summary>A word that a call names is read without atomic operations where it is an ordinary variable.</summary>
    private string Loaded(Statement.Do one) => Plain(one) ?? Atomic($"atomic_load({Expression(one.Instruction.Arguments[0])})");

    private string Added(Statement.Do one) => Plain(one) is { } variable ? $"(({variable} += {Expression(one.Instruction.Arguments[1])}) - {Expression(one.Instruction.Arguments[1])})" : Atomic($"atomic_fetch_add({Expression(one.Instruction.Arguments[0])}, {Expression(one.Instruction.Arguments[1])})");

    private string? Plain(Statement.Do one) => memory.Variable(one.Instruction.Arguments[0].Memory!);

    private string Atomic(string expression)
    {
        Include("stdatomic.h");
        return expression;
    }

    private bool Word(Statement.Do one)
    {
        var (register, step) = (one.Instruction.Destination, one.Instruction.Step);
        var isUsed = uses.Reads(register) > 0;
        switch (one.Call)
        {
            case "load":
                if (isUsed)
                {
                    Result(one, "long", "value", Loaded(one));
                }
                else
                {
                    Step($"(void){Loaded(one)};", step);
                }

                return true;
            case "store":
                var stored = Expression(one.Instruction.Arguments[1]);
                Step(Plain(one) is { } target ? $"{target} = {stored};" : $"{Atomic($"atomic_store({Expression(one.Instruction.Arguments[0])}, {stored})")};", step);
                values[register] = new Term(stored);
                return true;
            case "fetch_add" when Plain(one) is { } variable:
                var sum = $"{variable} += {Expression(one.Instruction.Arguments[1])}";
                if (isUsed)
                {
                    Result(one, "long", "before", variable);
                    Line($"{sum};");
                }
                else
                {
                    Step($"{sum};", step);
                }

                return true;
            case "fetch_add":
                Result(one, "long", "before", Added(one));
                return true;
            case "exchange" when Plain(one) is { } swapped:
                var desired = Expression(one.Instruction.Arguments[1]);
                if (isUsed)
                {
                    Result(one, "long", "held", swapped);
                    Line($"{swapped} = {desired};");
                }
                else
                {
                    Step($"{swapped} = {desired};", step);
                }

                return true;
            case "exchange":
                Result(one, "long", "held", Atomic($"atomic_exchange({Expression(one.Instruction.Arguments[0])}, {Expression(one.Instruction.Arguments[1])})"));
                return true;
            case "compare_exchange":
                Exchange(one);
                return true;
            case "spin":
                Spin(one, isUsed);
                return true;
            default:
                return false;
        }
    }

    /// <summary>C leaves what it found in the variable that held what was expected.</summary>
    private void Exchange(Statement.Do one)
    {
        var (expected, desired) = (Expression(one.Instruction.Arguments[1]), Expression(one.Instruction.Arguments[2]));
        var variable = Plain(one);
        var held = Set(one.Instruction.Destination, "held", variable ?? expected);
        if (variable is not null)
        {
            Step($"if ({held} == {expected}) {{\n{variable} = {desired};", one.Instruction.Step);
            Line("}");
            return;
        }

        Step($"{Atomic($"atomic_compare_exchange_strong({Expression(one.Instruction.Arguments[0])}, &{held}, {desired})")};", one.Instruction.Step);
    }

    private void Spin(Statement.Do one, bool isUsed)
    {
        var (register, step) = (one.Instruction.Destination, one.Instruction.Step);
        var head = $"while ({Loaded(one)} != {Expression(one.Instruction.Arguments[1])}) {{";
        if (!isUsed)
        {
            Step(head, step);
        }
        else
        {
            var looks = Set(register, "looks", "0");
            Step($"{head}\n{looks}++;", step);
        }

        Line("}");
    }

    /// <summary>Gives the variable of a value its number, and declares it where that has not been done.</summary>
    private string Set(int register, string wish, string number)
    {
        if (values.TryGetValue(register, out var known))
        {
            Line($"{known.Text} = {number};");
            return known.Text;
        }

        if (function.Depth == 1 || !uses.Escapes(register))
        {
            var name = names.Fresh(names.CapturedValue(program, register) ?? wish);
            values[register] = new Term(name);
            Line($"long {name} = {number};");
            return name;
        }

        var outer = Variable(register, "long", wish, " = 0");
        Line($"{outer} = {number};");
        return outer;
    }
}
