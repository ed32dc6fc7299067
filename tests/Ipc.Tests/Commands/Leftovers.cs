using Ipc.ProcFs;

namespace Ipc.Tests.Commands;

/// <summary>Counts what an action leaves behind in this process: its pipes and the children it did not reap.</summary>
internal static class Leftovers
{
    /// <summary>Runs an action and asserts that no descriptor that it opened, no mapping and no child is there afterwards.</summary>
    public static void None(Action action)
    {
        var before = Count();
        action();
        Assert.True(
            SpinWait.SpinUntil(() => Count() is var now && now.Pipes.IsSubsetOf(before.Pipes) && now.Children.IsSubsetOf(before.Children), TimeSpan.FromSeconds(5)),
            $"before: {Describe(before)}; after: {Describe(Count())}");
    }

    private static (HashSet<string> Pipes, HashSet<int> Children) Count() => (
        [.. OpenDescriptor.TableOf(Environment.ProcessId).Where(descriptor => descriptor.Target.StartsWith("pipe:", StringComparison.Ordinal)).Select(descriptor => $"{descriptor.Number} {descriptor.Target}")],
        [.. ProcessTree.All().Where(process => process.ParentPid == Environment.ProcessId).Select(process => process.Pid)]);

    private static string Describe((HashSet<string> Pipes, HashSet<int> Children) held) =>
        $"pipes {string.Join(", ", held.Pipes)}; children {string.Join(", ", held.Children)}";
}
