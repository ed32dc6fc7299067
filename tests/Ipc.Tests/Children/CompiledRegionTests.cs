using Ipc.Children;
using Ipc.Native;

namespace Ipc.Tests.Children;

/// <summary>What is compiled before the child is made does what the interpreter does.</summary>
public sealed class CompiledRegionTests
{
    private enum Way
    {
        Interpreted,
        Compiled,
    }

    public static TheoryData<string> Programs => [.. Bodies.Keys];

    /// <summary>Each is given a word to work on and a value that the program had before.</summary>
    private static Dictionary<string, Action<ChildProgram, SharedWord, Value>> Bodies { get; } = new()
    {
        ["arithmetic"] = (c, word, seven) => c.Store(word, (seven - 3) - (-seven) + c.Number(1L << 40)),
        ["comparisons"] = (c, word, seven) =>
        {
            foreach (var condition in (Func<Condition>[])[() => seven.Is(7), () => seven.Is(8), () => seven.IsNot(7), () => seven.IsNot(8), () => seven < 7, () => seven < 8, () => seven > 7, () => seven > 6, () => -seven < 0])
            {
                c.Store(word, c.Load(word) + c.Load(word));
                c.If(condition(), () => c.Store(word, c.Load(word) + 1));
            }
        },
        ["both branches"] = (c, word, seven) => c.If(seven > 9, () => c.Store(word, 1), () => c.Store(word, 2)),
        ["loops within loops"] = (c, word, seven) => c.Repeat(5, () => c.Repeat(3, () => c.Add(word, seven))),
        ["a loop that the child decides"] = (c, word, _) => c.While(() => c.Load(word) < 50, () => c.Store(word, c.Load(word) + 8)),
        ["atomic steps"] = (c, word, seven) =>
        {
            var before = c.Add(word, 5);
            var held = c.CompareExchange(word, before + 5, 70);
            var swapped = c.Exchange(word, seven);
            var missed = c.CompareExchange(word, 1, 2);
            c.Store(word, before + held + swapped + missed + c.Load(word));
        },
        ["calls"] = (c, word, seven) => c.Store(word, c.GetPid() - c.GetPid() + c.Kill(c.GetPid(), 0) + c.Close(c.Number(-1)) + seven),
        ["bytes and ints"] = (c, word, _) =>
        {
            var pipe = c.Pipe();
            c.If(pipe.ReadEnd > 2, () => c.Store(word, c.Write(pipe.WriteEnd, "twelve bytes") + c.Read(pipe.ReadEnd, 5)));
        },
        ["the clock"] = (c, word, _) =>
        {
            Value start = c.Now(), looks = c.Compute(TimeSpan.FromTicks(200)), end = c.Now();
            c.If(end - start > 19_999, () => c.If(looks > 0, () => c.Store(word, 1)));
        },
        ["a spin that is over"] = (c, word, _) => c.Store(word, c.SpinUntil(word, 1) + 3),
        ["a futex that has changed"] = (c, word, _) => c.Store(word, c.FutexWait(word, 9) + c.FutexWake(word, 1)),
    };

    [Theory]
    [MemberData(nameof(Programs))]
    public void It_leaves_the_same(string program)
    {
        var body = Bodies[program];
        Assert.Equal(Run(Way.Interpreted, body), Run(Way.Compiled, body));
    }

    [Fact]
    public void Two_processes_run_it_each_with_values_of_its_own()
    {
        using var word = SharedWord.Create();
        using var child = Fork.Start(c =>
        {
            var number = c.Number(1);
            var second = c.Fork("second", () =>
            {
                c.Compiled(() => c.Repeat(1000, () => c.Assign(number, number + 2)));
                c.Add(word, number);
                c.Exit(0);
            });
            c.Compiled(() => c.Repeat(1000, () => c.Assign(number, number + 1)));
            c.Add(word, number);
            c.Wait(second);
            c.Exit(0);
        });
        Assert.Equal(new ExitStatus.Exited(0), child.Wait());
        Assert.Equal(2001 + 1001, word.Value);
    }

    [Fact]
    public void It_leaves_nothing_in_the_trace_and_the_steps_around_it_do()
    {
        using var word = SharedWord.Create();
        using var child = Fork.Start(c =>
        {
            c.GetPid();
            c.Compiled(() => c.Compiled(() => c.Add(word, 1)));
            c.GetParentPid();
            c.Exit(0);
        });
        child.Wait();
        Assert.Equal(["getpid", "getppid", "_exit"], child.Trace.Steps.Select(step => step.Call));
        Assert.Equal(1, word.Value);
    }

    [Fact]
    public void What_makes_a_process_is_refused() =>
        Assert.Contains("Fork", Assert.Throws<InvalidOperationException>(() => Fork.Start(c =>
        {
            c.Compiled(() => c.Fork("second", () => c.Exit(0)));
            c.Exit(0);
        })).Message, StringComparison.Ordinal);

    private static long Run(Way way, Action<ChildProgram, SharedWord, Value> body)
    {
        using var word = SharedWord.Create();
        word.Value = 1;
        using var child = Fork.Start(c =>
        {
            var seven = c.Number(7);
            void Body() => body(c, word, seven);
            if (way == Way.Compiled)
            {
                c.Compiled(Body);
            }
            else
            {
                c.Silently(Body);
            }

            c.Exit(0);
        });
        Assert.Equal(new ExitStatus.Exited(0), child.Wait());
        return word.Value;
    }
}
