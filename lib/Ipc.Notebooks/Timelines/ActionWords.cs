using System.Globalization;

namespace Ipc.Notebooks;

/// <summary>Actions in words, one by one and several together.</summary>
internal static class ActionWords
{
    // A bar is called after one of its actions if that took so much of its time.
    private const double MostOfIt = 0.7;

    private const int MostLines = 8, MostNames = 12, FewNames = 3, Readable = 36;

    /// <summary>The time that actions took, all together.</summary>
    public static TimeSpan Together(this IEnumerable<ModelAction> actions) => actions.Aggregate(TimeSpan.Zero, (sum, action) => sum + (action.Duration ?? TimeSpan.Zero));

    /// <summary>One action in a line: the call, its result, how long it took and from when.</summary>
    public static string Describe(ModelAction action, MonotonicTime origin)
    {
        var result = action.Result is { } value ? $" = {value}" : " does not return";
        var waited = action.Waits ? ", waiting" : "";
        var duration = action.Duration is { } length ? $": {DurationUnit.Describe(length)}{waited}, from {Since(action.Start, origin)}" : $": from {Since(action.Start, origin)}";
        return action.Text + result + duration + (action.Detail.Length > 0 ? $"; {action.Detail}" : "");
    }

    /// <summary>Several actions: what they come to by name, and the first of them one by one.</summary>
    public static string Describe(IReadOnlyList<ModelAction> actions, MonotonicTime origin, string noun)
    {
        if (actions.Count == 1)
            return Describe(actions[0], origin);
        var names = actions.GroupBy(action => action.Call).OrderByDescending(call => call.Count()).ThenByDescending(call => call.Together()).ToList();
        var totals = names.Take(MostNames).Select(call => $"{call.Key} × {Count(call.Count())} ({Totals([.. call])})");
        return string.Join("\n", [
            $"{Count(actions.Count)} {noun}s from {Since(actions[0].Start, origin)}: {string.Join(", ", totals)}{(names.Count > MostNames ? ", …" : "")}",
            .. actions.Take(MostLines).Select(action => Describe(action with { Text = Short(action), Detail = "" }, origin)),
            .. actions.Count > MostLines ? ["…"] : Array.Empty<string>(),
        ]);
    }

    /// <summary>Bytes and time of some actions, all together.</summary>
    public static string Totals(IReadOnlyList<ModelAction> actions) =>
        $"{(actions.Sum(action => action.Bytes) is var bytes and > 0 ? $"{Bytes(bytes)}, " : "")}{DurationUnit.Describe(actions.Together())}{(actions.Any(action => action.Waits) ? $", waiting in {Count(actions.Count(action => action.Waits))}" : "")}{(actions.Any(action => action.Failed) ? $", {Count(actions.Count(action => action.Failed))} failed" : "")}";

    /// <summary>What stands at a bar, from the fullest to the shortest.</summary>
    public static IReadOnlyList<string> Labels(IReadOnlyList<ModelAction> actions, string noun)
    {
        if (actions.Count == 1)
            return Labels(actions[0]);
        var names = actions.Select(action => action.Call).Distinct().ToList();
        if (names.Count == 1)
            return [$"{names[0]} × {Count(actions.Count)}{(actions.All(action => action.Failed) ? " failed" : "")}"];
        var all = $"{Count(actions.Count)} {noun}s";
        var longest = actions.MaxBy(action => action.Duration ?? TimeSpan.Zero)!;
        if (longest.Duration > MostOfIt * actions.Together())
            return [$"{longest.Call} + {Count(actions.Count - 1)} more", longest.Call];
        if (actions.Count <= FewNames)
            return [string.Join(", ", actions.Select(action => action.Call)), all];
        return names.Count <= FewNames
            ? [string.Join(", ", names.Select(name => Times(name, actions.Count(action => action.Call == name)))), all]
            : [all];
    }

    /// <summary>The call with its arguments, or with what fits of them. That a path begins where the process works goes without saying.</summary>
    private static string Short(ModelAction action)
    {
        var text = action.Text.Replace("(AT_FDCWD, ", "(", StringComparison.Ordinal);
        var end = text.IndexOf(", ", StringComparison.Ordinal);
        return text.Length <= Readable ? text
            : end > 0 && end < Readable && !text.StartsWith($"{action.Call}(0x", StringComparison.Ordinal) ? $"{text[..end]}, …)"
            : $"{action.Call}(…)";
    }

    private static IReadOnlyList<string> Labels(ModelAction action)
    {
        var call = Short(action);
        if (!action.Failed || action.Result is not { } result)
            return [call, action.Call];
        var error = $"{action.Call}: {result[(result.IndexOf(' ') + 1)..]}";
        return call.Length + result.Length < Readable ? [$"{call} = {result}", error, action.Call] : [error, action.Call];
    }

    /// <summary>A moment as the time since the first one.</summary>
    public static string Since(MonotonicTime moment, MonotonicTime origin) => moment == origin ? "0 µs" : DurationUnit.Describe(moment - origin);

    /// <summary>A number of bytes, with the word.</summary>
    public static string Bytes(long bytes) => bytes == 1 ? "1 byte" : $"{bytes.ToString("N0", CultureInfo.InvariantCulture)} bytes";

    private static string Times(string name, int count) => count == 1 ? name : $"{name} × {Count(count)}";

    private static string Count(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
