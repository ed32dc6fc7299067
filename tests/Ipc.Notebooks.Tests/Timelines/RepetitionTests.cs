namespace Ipc.Notebooks.Tests.Timelines;

public class RepetitionTests
{
    [Fact]
    public void One_call_many_times_is_one_repetition() =>
        Assert.Equal(["read × 1000"], Of(Enumerable.Repeat("read", 1000)));

    [Fact]
    public void Calls_in_turn_are_one_repetition() =>
        Assert.Equal(["pipe × 1", "(write, read) × 200", "exit_group × 1"], Of(["pipe", .. Enumerable.Repeat<string[]>(["write", "read"], 200).SelectMany(turn => turn), "exit_group"]));

    [Fact]
    public void What_comes_three_times_stands_by_itself() =>
        Assert.Equal(["close × 1", "close × 1", "close × 1", "open × 1"], Of(["close", "close", "close", "open"]));

    [Fact]
    public void Failures_do_not_hide_among_successes()
    {
        List<ModelAction> actions = [.. Actions(Enumerable.Repeat("read", 8))];
        actions[4] = actions[4] with { Failed = true };
        Assert.Equal([4, 1, 1, 1, 1], Repetition.In(actions).Select(repetition => repetition.Actions.Count));
    }

    private static IEnumerable<string> Of(IEnumerable<string> calls) => Repetition.In([.. Actions(calls)]).Select(repetition => repetition.ToString());

    private static IEnumerable<ModelAction> Actions(IEnumerable<string> calls) => calls.Select((call, i) => new ModelAction(0, call, call, Samples.At(i), Samples.At(i + 0.5), "0"));
}
