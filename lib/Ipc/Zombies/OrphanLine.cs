using Ipc.Children;

namespace Ipc.Zombies;

/// <summary>A line of four processes, root, middle, parent and child, whose third ends first: the child is an orphan, and says who its parent is now.</summary>
internal sealed class OrphanLine
{
    private Value? rootPid, middlePid, parentPid, childPid, newParent, rootReaps, middleReaps;

    /// <summary>Records the whole line, for the process that is to be its root. The program ends with it.</summary>
    internal void Record(ChildProgram c, bool middleIsSubreaper)
    {
        rootPid = c.GetPid();
        middlePid = c.Fork("middle", () =>
        {
            if (middleIsSubreaper)
            {
                c.BecomeSubreaper();
            }

            parentPid = c.Fork("parent", () =>
            {
                RecordChild(c);
                c.Exit(0);
            });
            c.While(() => (middleReaps = c.Wait(-1).Pid) > 0, () => { });
            c.Exit(0);
        });
        c.While(() => (rootReaps = c.Wait(-1).Pid) > 0, () => { });
        c.Exit(0);
    }

    /// <summary>What the line saw.</summary>
    internal Adoption Read(ChildProcess process, string rootKind, bool middleIsSubreaper)
    {
        int Result(Value? step) => (int)process.StepsOf(step!)[0].Result;
        bool Reaped(Value? by) => process.StepsOf(by!).Any(wait => wait.Result == Result(childPid));
        var adopter = Result(newParent);
        return new Adoption(
            rootKind,
            middleIsSubreaper,
            Result(childPid),
            Result(parentPid),
            adopter,
            adopter == Result(rootPid) ? "root" : adopter == Result(middlePid) ? "middle" : "another process",
            Reaped(rootReaps) ? "root" : Reaped(middleReaps) ? "middle" : null);
    }

    private void RecordChild(ChildProgram c)
    {
        var parent = c.GetPid();
        childPid = c.Fork(
            "child",
            () =>
            {
                c.Silently(() => c.While(() => c.GetParentPid().Is(parent), () => c.Sleep(TimeSpan.FromMilliseconds(1))));
                newParent = c.GetParentPid();
                c.Exit(0);
            },
            survivesParent: true);
    }
}
