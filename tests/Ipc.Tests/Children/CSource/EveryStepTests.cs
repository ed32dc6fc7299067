using System.Reflection;
using Ipc.Children;
using Ipc.Children.CSource;
using Ipc.Commands;
using Ipc.Fifos;
using Ipc.Futexes;
using Ipc.Native;
using Ipc.Sockets;

namespace Ipc.Tests.Children.CSource;

/// <summary>Whoever adds a step adds its C form.</summary>
public sealed class EveryStepTests
{
    private static IEnumerable<MethodInfo> Steps => typeof(ChildProgram).GetMethods(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly);

    [Fact]
    public void Every_step_has_a_C_form_which_compiles()
    {
        Assert.SkipUnless(CompiledProgram.IsPossible, "no cc: C programs cannot be compiled here");
        var folder = Directory.CreateTempSubdirectory("ipc-tests-");
        try
        {
            List<string> files = [];
            foreach (var step in Steps)
            {
                files.Add(Path.Combine(folder.FullName, $"{files.Count}-{step.Name}.c"));
                File.WriteAllText(files[^1], Written(step).Source);
            }

            Assert.NotEmpty(files);
            var compiler = Command.Of("cc", ["-Wall", "-Wextra", "-Werror", "-fsyntax-only", .. files]) with { Deadline = CompiledProgram.Patience };
            Assert.Equal("", compiler.Run().StandardError);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static CProgram Written(MethodInfo step)
    {
        using var things = new ParentsThings();
        try
        {
            return CProgram.Of(c => Record(c, step, things, () => c.GetPid()));
        }
        catch (InvalidOperationException e) when (e.Message.Contains("does not end", StringComparison.Ordinal))
        {
            return CProgram.Of(c => Record(c, step, things, () => c.Exit(0)));
        }
    }

    private static void Record(ChildProgram c, MethodInfo step, ParentsThings things, Action body)
    {
        step.Invoke(c, BindingFlags.DoNotWrapExceptions, null, [.. step.GetParameters().Select(parameter => Sample(c, parameter, things, body))], null);
        if (step.Name is not (nameof(ChildProgram.Exit) or nameof(ChildProgram.ExitThread) or nameof(ChildProgram.Exec)))
        {
            c.Exit(0);
        }
    }

    private static object? Sample(ChildProgram c, ParameterInfo parameter, ParentsThings things, Action body) => parameter.ParameterType switch
    {
        var type when type == typeof(Operand) || type == typeof(Operand?) => (Operand)3,
        var type when type == typeof(Value) => c.Number(2),
        var type when type == typeof(Condition) => c.GetPid() > 1,
        var type when type == typeof(Func<Condition>) => () => c.GetPid() > 1,
        var type when type == typeof(Action) => body,
        var type when type == typeof(SharedWord) => things.Word(1),
        var type when type == typeof(MemoryBlock) => things.Block(4096),
        var type when type == typeof(PosixMutex) => things.Mutex(MutexAttributes.ProcessShared),
        var type when type == typeof(FileDescriptor) => things.Pipe().ReadEnd,
        var type when type == typeof(Fifo) => things.Fifo(),
        var type when type == typeof(SocketName) => things.SocketName(),
        var type when type == typeof(string) => "/no/such/name",
        var type when type == typeof(byte[]) => "bytes"u8.ToArray(),
        var type when type == typeof(Signal[]) => new[] { Signal.SIGUSR1, Signal.SIGUSR2 },
        var type when type == typeof(IReadOnlyList<string>) => new[] { "argument", "another \"one\"" },
        var type when type == typeof(IReadOnlyList<(int Number, int Change)>) => new[] { (0, -1), (1, 1) },
        var type when type == typeof(TimeSpan) || type == typeof(TimeSpan?) => TimeSpan.FromMilliseconds(1500),
        var type when type == typeof(CloneFlags) => CloneFlags.FileSystem,
        var type when type == typeof(FifoAccess) => FifoAccess.Read,
        { IsEnum: true } type => Enum.ToObject(type, 1),
        { IsPrimitive: true } when parameter.HasDefaultValue => parameter.DefaultValue,
        { IsPrimitive: true } type => Convert.ChangeType(1, type, null),
        var type => throw new NotSupportedException($"the test knows no sample of {type}, which {parameter.Member} takes"),
    };
}
