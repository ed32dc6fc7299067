using System.Globalization;
using System.Text.RegularExpressions;
using Ipc.Children;

namespace Ipc.Tracing;

/// <content>What the steps that children recorded themselves do to descriptors and bytes.</content>
internal static partial class SystemCallTransfers
{
    private static void Take(DescriptorTracker tracker, ChildStep step, Dictionary<string, DescriptorTracker.Channel> fifos)
    {
        // A step names its descriptors in its text: read(4, …), dup2(4, 1).
        var numbers = LeadingNumbers().Match(step.Text) is { Success: true } match ? match.Groups["number"].Captures.Select(number => int.Parse(number.Value, CultureInfo.InvariantCulture)).ToList() : [];
        switch (step.Call)
        {
            case "sendto" when AddressedTo().Match(step.Text) is { Success: true } to:
                tracker.SendTo(step.Pid, to.Groups["name"].Value, step.Result, step.Start);
                break;
            case "write" or "send" or "sendmsg" when numbers.Count > 0:
                tracker.Write(step.Pid, step.Pid, numbers[0], step.Result, step.Start, step.End!.Value, PassedBy(step));
                break;
            case "read" or "recv" or "recvmsg" when numbers.Count > 0 && !step.Text.Contains("MSG_PEEK", StringComparison.Ordinal):
                tracker.Read(step.Pid, step.Pid, numbers[0], step.Result, step.End!.Value, PassedBy(step));
                break;
            case "socket":
                tracker.Socket(step.Pid, (int)step.Result, KindOf(step.Text), closeOnExec: false);
                break;
            case "socketpair" when Ends().Match(step.Text) is { Success: true } ends:
                tracker.SocketPair(step.Pid, Number(ends.Groups["first"]), Number(ends.Groups["second"]), KindOf(step.Text), closeOnExec: false);
                break;
            case "bind" when Named().Match(step.Text) is { Success: true } named:
                tracker.Bind(step.Pid, numbers[0], named.Groups["name"].Value);
                break;
            case "connect" when Named().Match(step.Text) is { Success: true } there:
                tracker.Connect(step.Pid, numbers[0], there.Groups["name"].Value, step.Start, step.End!.Value);
                break;
            case "accept" or "accept4" when numbers.Count > 0:
                tracker.Accept(step.Pid, numbers[0], (int)step.Result, closeOnExec: false);
                break;
            case "pipe" or "pipe2" when Pipes.DescriptorPair.Of(step) is { } pair:
                tracker.Pipe(step.Pid, pair.First, pair.Second, step.Text.Contains("CLOEXEC", StringComparison.Ordinal));
                break;
            case "open" when OpenedFifo().Match(step.Text) is { Success: true } fifo:
                tracker.Named(step.Pid, (int)step.Result, $"FIFO {fifo.Groups["name"].Value}", fifos);
                break;
            case "dup2" when numbers.Count > 1:
                tracker.Duplicate(step.Pid, numbers[0], numbers[1], closeOnExec: false);
                break;
            case "close" when numbers.Count > 0:
                tracker.Close(step.Pid, numbers[0]);
                break;
        }
    }

    private static int? PassedBy(ChildStep step) => Passed().Match(step.Text) is { Success: true } match ? Number(match.Groups["number"]) : null;

    private static int Number(Group group) => int.Parse(group.ValueSpan, CultureInfo.InvariantCulture);

    // Only a FIFO's open is written with its flags by name; a file's flags are a number.
    [GeneratedRegex("^open\\(\"(?<name>[^\"]+)\", O_")]
    private static partial Regex OpenedFifo();

    [GeneratedRegex(@"^\w+\((?:(?<number>\d+)(?:, |\)))+")]
    private static partial Regex LeadingNumbers();

    [GeneratedRegex("\"(?<name>[^\"]*)\"\\)$")]
    private static partial Regex Named();

    [GeneratedRegex("^sendto\\(.*, 0, \"(?<name>[^\"]*)\"\\)$")]
    private static partial Regex AddressedTo();

    [GeneratedRegex(@"\[(?<first>\d+), (?<second>\d+)\]\)$")]
    private static partial Regex Ends();

    [GeneratedRegex(@"SCM_RIGHTS \[(?<number>\d+)\]")]
    private static partial Regex Passed();
}
