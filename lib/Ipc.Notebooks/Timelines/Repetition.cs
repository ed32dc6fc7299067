namespace Ipc.Notebooks;

/// <summary>What a lane did again and again: one call, or a few in turn.</summary>
/// <param name="Actions">All of it, in order.</param>
/// <param name="Period">How many calls come in turn: 1 where it is always the same.</param>
internal sealed record Repetition(IReadOnlyList<ModelAction> Actions, int Period)
{
    private const int LongestPeriod = 4, LeastTimes = 4;

    /// <summary>How often.</summary>
    public int Times => Actions.Count / Period;

    /// <summary>Whether it is one action by itself.</summary>
    public bool IsSingle => Actions.Count == 1;

    /// <summary>In words: "read × 1000", "(write, read) × 200".</summary>
    public override string ToString() => Period == 1
        ? $"{Actions[0].Call} × {Times}"
        : $"({string.Join(", ", Actions.Take(Period).Select(action => action.Call))}) × {Times}";

    /// <summary>The actions of one lane, what repeats taken together, the rest one by one.</summary>
    /// <param name="actions">The actions, in order.</param>
    public static IEnumerable<Repetition> In(IReadOnlyList<ModelAction> actions)
    {
        for (var i = 0; i < actions.Count;)
        {
            var repetition = Enumerable.Range(1, LongestPeriod)
                .Select(period => (period, length: Length(actions, i, period)))
                .FirstOrDefault(one => one.length >= LeastTimes * one.period, (period: 1, length: 1));
            yield return new Repetition([.. actions.Skip(i).Take(repetition.length)], repetition.period);
            i += repetition.length;
        }
    }

    /// <summary>How many actions from one on repeat with a period, whole periods only.</summary>
    private static int Length(IReadOnlyList<ModelAction> actions, int from, int period)
    {
        var length = Math.Min(period, actions.Count - from);
        while (from + length < actions.Count && IsLike(actions[from + length], actions[from + length - period]))
            length++;
        return length / period * period;
    }

    private static bool IsLike(ModelAction action, ModelAction other) => action.Call == other.Call && action.Failed == other.Failed;
}
