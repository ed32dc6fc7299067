using Ipc.Children.Interpreter;

namespace Ipc.Children.CSource;

/// <content>What makes processes and threads.</content>
internal sealed partial class CWriter
{
    private const string ThreadFlags = "CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND | CLONE_THREAD | CLONE_SYSVSEM";

    private void Fork(Statement.Make make)
    {
        var form = CCalls.Of(make.By.Call);
        var call = Call(make.By, form);
        if (uses.Reads(make.By.Instruction.Destination) > 0)
        {
            Result(make.By, form.Type, make.Name, call);
            call = values[make.By.Instruction.Destination].Text;
            Step($"if ({call} == 0) {{");
        }
        else
        {
            Step($"if ({call} == 0) {{", make.By.Instruction.Step);
        }

        Indented(make.Body);
        Line("}");
    }

    /// <summary>What runs on a stack of its own is a function of its own.</summary>
    private void MakeFunction(Statement.Make make)
    {
        var name = names.Fresh(make.Name, isGlobal: true);
        if (make.IsHandler)
        {
            Handler(make, name);
            return;
        }

        var isThread = make.By.Call == "pthread_create";
        Function($"static {(isThread ? "void *" : "int ")}{name}(void *unused)", make, () =>
        {
            Line("(void)unused;");
            Block(make.Body);
            if (make.Body[^1] is not Statement.Do { Instruction.Op: Op.Exit or Op.Exec })
            {
                (owner, var maker) = (make.Body[^1], owner);
                Line(isThread ? "return NULL;" : "return 0;");
                owner = maker;
            }
        });
        if (isThread)
        {
            Include("pthread.h");
            var thread = Own("pthread_t", $"{name}_handle", "");
            Result(make.By, "int", "error", $"pthread_create(&{thread}, NULL, {name}, NULL)");
            return;
        }

        Include("sched.h signal.h GNU");
        var stack = Own("static char", $"{name}_stack", "[65536]");
        var flags = make.By.Instruction.Op == Op.Thread ? ThreadFlags : CText.Spaced($"{Tracing.Decoding.ProcessFlags.Clone.Flags(make.By.Instruction.Arguments[2].Operand.Constant & ~0xffL)}|SIGCHLD").Replace("0 | ", "", StringComparison.Ordinal);
        Result(make.By, "pid_t", "child", $"clone({name}, {stack} + sizeof {stack},\n{flags}, NULL)");
    }

    /// <summary>A handler is a function that the kernel calls.</summary>
    private void Handler(Statement.Make make, string name)
    {
        Include("signal.h errno.h");
        Function($"static void {name}(int signal, siginfo_t *info, void *context)", make, () =>
        {
            Line("(void)signal, (void)info, (void)context;");
            if (make.Body.Count > 0 && make.Body[^1] is Statement.Do { Instruction.Op: Op.Exit or Op.Exec })
            {
                Block(make.Body);
                return;
            }

            var saved = Own("int", "saved", " = errno");
            Block(make.Body);
            Line($"errno = {saved};");
        });
        Result(make.By, "int", "result", CCalls.HandlerCall(new CCall(this, program, make.By.Instruction), name));
    }

    /// <summary>A function beside main, with values of its own.</summary>
    private void Function(string head, Statement.Make make, Action write)
    {
        var (outer, outerValues) = (function, values);
        var outerNames = names.Enter();
        (function, values) = (new CFunction(head, make), []);
        write();
        functions.Add(function);
        (function, values) = (outer, outerValues);
        names.Enter(outerNames);
    }
}
