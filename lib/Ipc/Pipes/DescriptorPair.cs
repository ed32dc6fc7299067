using System.Globalization;
using System.Text.RegularExpressions;
using Ipc.Children;
using Ipc.Tracing;

namespace Ipc.Pipes;

/// <summary>The two descriptors that pipe(2), pipe2(2) or socketpair(2) gave, as a trace shows them: [3, 4].</summary>
internal readonly partial record struct DescriptorPair(int First, int Second)
{
    /// <summary>The pair of a call, or <c>null</c> where it brought none.</summary>
    internal static DescriptorPair? Of(SystemCall call) =>
        call.Arguments.Select(argument => Pair().Match(argument.Text)).FirstOrDefault(match => match.Success) is { } match
            ? new(int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture), int.Parse(match.Groups[2].ValueSpan, CultureInfo.InvariantCulture))
            : null;

    /// <summary>The pair in a recorded step, pipe([3, 4]), or <c>null</c> where it brought none.</summary>
    internal static DescriptorPair? Of(ChildStep step) =>
        PairOfStep().Match(step.Text) is { Success: true } match
            ? new(int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture), int.Parse(match.Groups[2].ValueSpan, CultureInfo.InvariantCulture))
            : null;

    [GeneratedRegex(@"\(\[(\d+), (\d+)\]")]
    private static partial Regex PairOfStep();

    [GeneratedRegex(@"^\[(\d+), (\d+)\]$")]
    private static partial Regex Pair();
}
