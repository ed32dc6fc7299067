using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using System.Text;
using Ipc.Native;
using static Ipc.Children.ChildProgram;

namespace Ipc.Children.Interpreter;

/// <summary>
/// Compiles a region of a program before the child is made: what <see cref="ChildProgram.Compiled"/> recorded becomes intermediate language, and
/// the runtime's own compiler makes code of it, with values of the child in registers. The code obeys the same rules as
/// <see cref="ChildInterpreter"/>, whose instructions it takes the place of: no allocation, no managed object, no exception, and libc
/// through managed function pointers.
/// </summary>
internal sealed class RegionCompiler
{
    private const int ClockMonotonic = 1, ClockThreadCpuTime = 3, TimeSpecBytes = 16, NanosecondsPerSecond = 1_000_000_000, ArgumentCount = 6;

    /// <summary>Regions that are kept: a measurement is repeated many times, and compiling takes longer than a short one.</summary>
    private const int MostKnown = 1000;

    private static readonly ConcurrentDictionary<string, MethodInfo> Known = new();
    private static readonly nint ClockGettime = Libc.Address("clock_gettime"), SystemCall = Libc.Address("syscall");
    private static readonly Type[] Two = [typeof(long).MakeByRefType(), typeof(long)];
    private static readonly Type[] Three = [.. Two, typeof(long)];

    private readonly IReadOnlyList<RecordedInstruction> instructions;
    private readonly int first;
    private readonly int end;
    private readonly ILGenerator il;
    private readonly Dictionary<int, LocalBuilder> values = [];
    private readonly Label[] labels;
    private readonly LocalBuilder time;

    private RegionCompiler(ChildProgram program, int first, int end, ILGenerator il)
    {
        (instructions, this.first, this.end, this.il) = (program.Instructions, first, end, il);
        labels = [.. Enumerable.Range(first, end - first + 1).Select(_ => il.DefineLabel())];
        time = il.DeclareLocal(typeof(nint));
    }

    /// <summary>Compiles the instructions from one on to another, which is not among them; a region that is the same as an earlier one has the code of that.</summary>
    /// <param name="program">The program.</param>
    /// <param name="first">The first.</param>
    /// <param name="end">Where the region is left.</param>
    /// <returns>A method of two arguments: the address of the child's registers, and that of the program's data. It must be kept as long as the code.</returns>
    /// <exception cref="InvalidOperationException">The region has an instruction that only the interpreter can run.</exception>
    internal static MethodInfo Compile(ChildProgram program, int first, int end)
    {
        if (Known.Count > MostKnown)
        {
            Known.Clear();
        }

        return Known.GetOrAdd(KeyOf(program, first, end), _ => CompileAnew(program, first, end));
    }

    private static MethodInfo CompileAnew(ChildProgram program, int first, int end)
    {
        var type = AssemblyBuilder.DefineDynamicAssembly(new AssemblyName("child"), AssemblyBuilderAccess.RunAndCollect).DefineDynamicModule("child").DefineType("Region");
        var method = type.DefineMethod("Run", MethodAttributes.Public | MethodAttributes.Static, typeof(void), [typeof(nint), typeof(nint)]);
        method.SetImplementationFlags(MethodImplAttributes.AggressiveOptimization);
        method.InitLocals = false;
        new RegionCompiler(program, first, end, method.GetILGenerator()).Emit();
        var compiled = type.CreateType().GetMethod(method.Name)!;
        RuntimeHelpers.PrepareMethod(compiled.MethodHandle);
        return compiled;
    }

    /// <summary>All that the code depends on.</summary>
    private static string KeyOf(ChildProgram program, int first, int end)
    {
        var key = new StringBuilder();
        foreach (var one in program.Instructions.Skip(first).Take(end - first))
        {
            key.Append(CultureInfo.InvariantCulture, $"{(int)one.Op},{one.Destination},{one.Target - first},{(int)one.Flags},{one.Function}");
            foreach (var argument in one.Arguments)
            {
                key.Append(argument.Operand.Value is not null ? 'r' : argument.InImage ? 'i' : 'c').Append(argument.Operand.Value?.Register ?? argument.Operand.Constant);
            }

            key.Append(';');
        }

        return key.ToString();
    }

    private void Emit()
    {
        il.Emit(OpCodes.Ldc_I4, TimeSpecBytes);
        il.Emit(OpCodes.Conv_U);
        il.Emit(OpCodes.Localloc);
        il.Emit(OpCodes.Stloc, time);
        foreach (var register in instructions.Skip(first).Take(end - first).SelectMany(Registers).Distinct())
        {
            values[register] = il.DeclareLocal(typeof(long));
            Place(register);
            il.Emit(OpCodes.Ldind_I8);
            il.Emit(OpCodes.Stloc, values[register]);
        }

        for (var i = first; i < end; i++)
        {
            il.MarkLabel(labels[i - first]);
            Emit(instructions[i]);
        }

        il.MarkLabel(labels[^1]);
        foreach (var (register, value) in values)
        {
            Place(register);
            il.Emit(OpCodes.Ldloc, value);
            il.Emit(OpCodes.Stind_I8);
        }

        il.Emit(OpCodes.Ret);
    }

    private static IEnumerable<int> Registers(RecordedInstruction one) =>
        one.Arguments.Select(argument => argument.Operand.Value?.Register).OfType<int>().Append(one.Destination);

    private void Emit(RecordedInstruction one)
    {
        switch (one.Op)
        {
            case Op.Jump:
                il.Emit(OpCodes.Br, LabelOf(one.Target));
                return;
            case Op.JumpIfZero:
                Value(one, 0);
                il.Emit(OpCodes.Brfalse, LabelOf(one.Target));
                return;
            default:
                Result(one);
                if (one.Op != Op.Load && one.Flags.HasFlag(Instruction.Flag.IntResult))
                {
                    il.Emit(OpCodes.Conv_I4);
                    il.Emit(OpCodes.Conv_I8);
                }

                il.Emit(OpCodes.Stloc, values[one.Destination]);
                return;
        }
    }

    /// <summary>Leaves the result of an instruction on the stack.</summary>
    private void Result(RecordedInstruction one)
    {
        var isInt = one.Flags.HasFlag(Instruction.Flag.IntResult);
        switch (one.Op)
        {
            case Op.Call:
                Call(one.Function, ArgumentCount, () => Padded(one, ArgumentCount)); // what a step does not name is 0
                break;
            case Op.SystemCall:
                Call(SystemCall, 1 + ArgumentCount, () => Padded(one, ArgumentCount + 1));
                break;
            case Op.Futex:
                Call(SystemCall, 1 + ArgumentCount, () =>
                {
                    il.Emit(OpCodes.Ldc_I8, (long)SystemCallNumbers.Futex);
                    Padded(one, ArgumentCount);
                });
                break;
            case Op.Load:
                Address(one);
                il.Emit(OpCodes.Volatile);
                il.Emit(isInt ? OpCodes.Ldind_I4 : OpCodes.Ldind_I8);
                il.Emit(OpCodes.Conv_I8);
                break;
            case Op.Store:
                Address(one);
                Value(one, 1);
                if (isInt)
                {
                    il.Emit(OpCodes.Conv_I4);
                }

                il.Emit(OpCodes.Volatile);
                il.Emit(isInt ? OpCodes.Stind_I4 : OpCodes.Stind_I8);
                Value(one, 1);
                break;
            case Op.FetchAdd:
                Address(one);
                Value(one, 1);
                il.Emit(OpCodes.Call, Atomic(nameof(Interlocked.Add), Two));
                Value(one, 1);
                il.Emit(OpCodes.Sub);
                break;
            case Op.Exchange:
                Address(one);
                Value(one, 1);
                il.Emit(OpCodes.Call, Atomic(nameof(Interlocked.Exchange), Two));
                break;
            case Op.CompareExchange:
                Address(one);
                Value(one, 2);
                Value(one, 1);
                il.Emit(OpCodes.Call, Atomic(nameof(Interlocked.CompareExchange), Three));
                break;
            case Op.SpinUntilEqual:
                Spin(one);
                break;
            case Op.Compute:
                Compute(one);
                break;
            case Op.Now:
                Clock(ClockMonotonic);
                break;
            case Op.Move:
                Value(one, 0);
                break;
            case Op.Add:
                Both(one, OpCodes.Add);
                break;
            case Op.Subtract:
                Both(one, OpCodes.Sub);
                break;
            case Op.Equal:
                Truth(one, OpCodes.Ceq);
                break;
            case Op.NotEqual:
                Both(one, OpCodes.Ceq);
                il.Emit(OpCodes.Ldc_I4_0);
                il.Emit(OpCodes.Ceq);
                il.Emit(OpCodes.Conv_I8);
                break;
            case Op.Less:
                Truth(one, OpCodes.Clt);
                break;
            case Op.Greater:
                Truth(one, OpCodes.Cgt);
                break;
            default:
                throw new InvalidOperationException($"{one.Op} cannot be compiled: only the interpreter can run it");
        }
    }

    /// <summary>Unlike the interpreter it never yields the CPU: to look is all that is timed.</summary>
    private void Spin(RecordedInstruction one)
    {
        var looks = il.DeclareLocal(typeof(long));
        Label look = il.DefineLabel(), seen = il.DefineLabel();
        il.Emit(OpCodes.Ldc_I8, 0L);
        il.Emit(OpCodes.Stloc, looks);
        il.MarkLabel(look);
        Address(one);
        il.Emit(OpCodes.Volatile);
        il.Emit(OpCodes.Ldind_I8);
        Value(one, 1);
        il.Emit(OpCodes.Beq, seen);
        Increment(looks);
        il.Emit(OpCodes.Br, look);
        il.MarkLabel(seen);
        il.Emit(OpCodes.Ldloc, looks);
    }

    private void Compute(RecordedInstruction one)
    {
        LocalBuilder looks = il.DeclareLocal(typeof(long)), until = il.DeclareLocal(typeof(long));
        Label look = il.DefineLabel(), over = il.DefineLabel();
        il.Emit(OpCodes.Ldc_I8, 0L);
        il.Emit(OpCodes.Stloc, looks);
        Clock(ClockThreadCpuTime);
        Value(one, 0);
        il.Emit(OpCodes.Add);
        il.Emit(OpCodes.Stloc, until);
        il.MarkLabel(look);
        Clock(ClockThreadCpuTime);
        il.Emit(OpCodes.Ldloc, until);
        il.Emit(OpCodes.Bge, over);
        Increment(looks);
        il.Emit(OpCodes.Br, look);
        il.MarkLabel(over);
        il.Emit(OpCodes.Ldloc, looks);
    }

    private void Clock(int clock)
    {
        Call(ClockGettime, 2, () =>
        {
            il.Emit(OpCodes.Ldc_I8, (long)clock);
            il.Emit(OpCodes.Ldloc, time);
            il.Emit(OpCodes.Conv_I8);
        });
        il.Emit(OpCodes.Pop);
        il.Emit(OpCodes.Ldloc, time);
        il.Emit(OpCodes.Ldind_I8);
        il.Emit(OpCodes.Ldc_I8, (long)NanosecondsPerSecond);
        il.Emit(OpCodes.Mul);
        il.Emit(OpCodes.Ldloc, time);
        il.Emit(OpCodes.Ldc_I4, sizeof(long));
        il.Emit(OpCodes.Add);
        il.Emit(OpCodes.Ldind_I8);
        il.Emit(OpCodes.Add);
    }

    private void Call(nint function, int count, Action values)
    {
        values();
        il.Emit(OpCodes.Ldc_I8, (long)function);
        il.Emit(OpCodes.Conv_I);
        il.EmitCalli(OpCodes.Calli, CallingConventions.Standard, typeof(long), [.. Enumerable.Repeat(typeof(long), count)], null);
    }

    private void Padded(RecordedInstruction one, int count)
    {
        for (var i = 0; i < count; i++)
        {
            if (i < one.Arguments.Length)
            {
                Value(one, i);
            }
            else
            {
                il.Emit(OpCodes.Ldc_I8, 0L);
            }
        }
    }

    private void Both(RecordedInstruction one, OpCode operation)
    {
        Value(one, 0);
        Value(one, 1);
        il.Emit(operation);
    }

    private void Truth(RecordedInstruction one, OpCode comparison)
    {
        Both(one, comparison);
        il.Emit(OpCodes.Conv_I8);
    }

    private void Address(RecordedInstruction one)
    {
        Value(one, 0);
        il.Emit(OpCodes.Conv_I);
    }

    private void Value(RecordedInstruction one, int argument)
    {
        var (operand, inImage) = (one.Arguments[argument].Operand, one.Arguments[argument].InImage);
        if (operand.Value is { } value)
        {
            il.Emit(OpCodes.Ldloc, values[value.Register]);
        }
        else
        {
            il.Emit(OpCodes.Ldc_I8, operand.Constant);
            if (inImage)
            {
                il.Emit(OpCodes.Ldarg_1);
                il.Emit(OpCodes.Conv_I8);
                il.Emit(OpCodes.Add);
            }
        }
    }

    private void Increment(LocalBuilder number)
    {
        il.Emit(OpCodes.Ldloc, number);
        il.Emit(OpCodes.Ldc_I8, 1L);
        il.Emit(OpCodes.Add);
        il.Emit(OpCodes.Stloc, number);
    }

    /// <summary>Leaves the address of a register of the child on the stack.</summary>
    private void Place(int register)
    {
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldc_I4, register * sizeof(long));
        il.Emit(OpCodes.Add);
    }

    private Label LabelOf(int target) => target >= first && target <= end
        ? labels[target - first]
        : throw new InvalidOperationException("a region that is compiled ends where it ends: no step in it leaves an outer loop");

    private static MethodInfo Atomic(string name, Type[] parameters) => typeof(Interlocked).GetMethod(name, parameters)!;
}
