using Ipc.Children;
using Ipc.Claims;
using Ipc.Native;

namespace Ipc.Zombies;

/// <content>How each claim gets its verdict from what its experiment saw.</content>
internal static partial class ZombieClaims
{
    private static Decision ForTheParent()
    {
        Ending[] endings = [Ending.Exit(0), Ending.Exit(7), Ending.Program(3), Ending.Signal(Signal.SIGTERM)];
        Disposition[] dispositions = [Disposition.Default, Disposition.Ignore];
        var seen = dispositions.SelectMany(disposition => endings.Select(ending => AfterDeath.Observe(disposition, ending))).ToList();
        var learned = seen.Count(death => death.Learned == death.Ending.Status);
        return Decision.Of(
            learned > 0 && seen.All(death => death.LeftZombie ? death.Learned == death.Ending.Status && death.StateAfterWait is null && death.MemoryBytes == 0 : death.Learned is null),
            $"{seen.Count(death => death.LeftZombie)} of {seen.Count} dead children were zombies, with no memory; the parent learned {learned} statuses, and none of the {seen.Count(death => !death.LeftZombie)} children without a zombie",
            seen);
    }

    private static Decision EveryProcess()
    {
        Disposition[] dispositions = [Disposition.Default, Disposition.Handler, Disposition.Ignore, Disposition.NoChildWait];
        Ending[] endings = [Ending.Exit(0), Ending.Program(3), Ending.Signal(Signal.SIGKILL)];
        var seen = dispositions.SelectMany(disposition => endings.Select(ending => AfterDeath.Observe(disposition, ending))).ToList();
        var zombies = seen.Count(death => death.LeftZombie);
        var told = seen.GroupBy(death => death.SigChild).Select(group => $"{group.Key} {group.Count(death => death.LeftZombie)} of {group.Count()}");
        return new Decision(
            zombies == seen.Count ? Verdict.Holds : zombies == 0 ? Verdict.Fails : Verdict.Depends,
            "any",
            $"it depends on what the parent had set SIGCHLD to do; zombies seen under each: {string.Join(", ", told)}",
            seen);
    }

    private static Decision OneInteger()
    {
        var seen = StatusInteger.ObserveAll();
        var against = seen.Where(status => !status.Agrees).ToList();
        return Decision.Of(
            against.Count == 0,
            string.Join("; ", (against.Count == 0 ? seen : against).Select(status => $"{status.Happened}: {status.Hexadecimal}, {status.Meaning}")),
            seen);
    }

    private static Decision OwnedByRoot()
    {
        var seen = ProcOwner.ObserveAll();
        var (alive, dead) = (seen[^2], seen[^1]);
        if (alive.User == ProcOwner.Root || (alive.Directory, alive.File) != (alive.User, alive.User))
        {
            return Decision.NotObserved($"the child ran as user {alive.User}, and while it lived /proc/PID belonged to {alive.Directory} and what is in it to {alive.File}: no change could be seen", seen);
        }

        var (directory, file) = (dead.Directory == ProcOwner.Root, dead.File == ProcOwner.Root);
        return new Decision(
            directory && file ? Verdict.Holds : directory || file ? Verdict.Depends : Verdict.Fails,
            "any",
            $"of a zombie that had run as user {dead.User}, the directory /proc/PID itself belonged to user {dead.Directory} and the file stat in it to user {dead.File}",
            seen);
    }

    private static Decision UsesUpAPid()
    {
        // Other processes of the user come and go under the same limit. What they disturb does not recur.
        const int Trials = 3;
        var seen = ForksUnderLimit.ObserveAll();
        for (var trial = 2; trial <= Trials && !FailsAndRecovers(seen); trial++)
        {
            seen = ForksUnderLimit.ObserveAll();
        }

        var (never, once, each) = (seen[0], seen[1], seen[2]);
        if (never.Refusal is null || never.Forks == 0)
        {
            return Decision.NotObserved(
                never.Forks == 0
                    ? $"no fork at all succeeded under the limit of {never.Limit}: processes of user {OrdinaryUser.Id} that are not in this /proc use it up; run the course as another user"
                    : $"{never.Forks} forks succeeded under the limit of {never.Limit}: it does not bind this user (CAP_SYS_RESOURCE)",
                seen);
        }

        if (never.IsShared && (once.Refusal ?? each.Refusal) is not null)
        {
            return Decision.NotObserved($"fork was refused although no zombie was there: other processes of user {OrdinaryUser.Id} filled the limit of {never.Limit} meanwhile; run the course as a user with nothing else running", seen);
        }

        return Decision.Of(
            FailsAndRecovers(seen),
            $"under a limit of {never.Limit} fork failed with {never.Refusal} once {never.Zombies} zombies were there; once they had been waited for it {(once.Refusal is null ? "worked" : "failed")} again, and {each.Forks} forks, each waited for, {(each.Refusal is null ? "all worked" : "did not all work")}",
            seen);
    }

    /// <summary>Whether zombies alone made fork fail, and waiting for them made it work.</summary>
    private static bool FailsAndRecovers(IReadOnlyList<ForksUnderLimit> seen) =>
        seen[0] is { Refusal: Errno.EAGAIN, Forks: > 0 } never
        && never.Zombies == never.Forks
        && seen[1] is { Forks: 1, Refusal: null }
        && seen[2] is { Refusal: null } each
        && each.Forks > never.Forks;

    private static Decision WaitEnds()
    {
        var seen = ReapingAttempt.ObserveAll();
        return Decision.Of(
            seen.All(attempt => attempt.EndedZombie == attempt.TakesStatus),
            string.Join("; ", seen.Select(attempt => $"after {attempt.Attempt}: {ProcessRemains.Name(attempt.After)}")),
            seen);
    }

    private static Decision FourDispositions()
    {
        Disposition[] dispositions = [Disposition.Default, Disposition.Ignore, Disposition.Handler, Disposition.NoChildWait];
        var seen = dispositions.Select(disposition => AfterDeath.Observe(disposition, Ending.Exit(7))).ToList();
        // SA_NOCLDWAIT is no handler: sigaction(2) says that it works as SIG_IGN does. It is shown, and decides nothing here.
        return Decision.Of(
            seen.Where(death => death.SigChild != Disposition.NoChildWait).All(death => death.LeftZombie == death.SigChild is not Disposition.Ignore),
            string.Join("; ", seen.Select(death => $"{death.SigChild}: {ProcessRemains.Name(death.State)}, wait {death.Learned?.ToString() ?? $"failed with {death.Errno}"}")),
            seen);
    }

    private static Decision CompiledWithLlvm()
    {
        Disposition[] dispositions = [Disposition.Default, Disposition.Ignore];
        var seen = InheritedDisposition.Programs.SelectMany(program => dispositions.Select(disposition => InheritedDisposition.Observe(program, disposition))).ToList();
        var runs = seen.GroupBy(run => run.Program).ToList();
        var told = string.Join("; ", runs.Select(run =>
            $"{run.Key} ({run.First().Compiler ?? "it does not say which compiler"}): {string.Join(", ", run.Select(one => $"{(one.LeftZombie ? "a zombie" : "none")} with SIGCHLD set to {one.SigChild}"))}"));
        var sameFileBothWays = runs.Exists(run => run.Any(one => one.LeftZombie) && run.Any(one => !one.LeftZombie));
        var llvm = seen.Where(run => run.IsCompiledWithLlvm).ToList();
        return llvm.Exists(run => run.LeftZombie) || sameFileBothWays ? Decision.Of(false, told, seen)
            : llvm.Count > 0 && seen.Exists(run => !run.IsCompiledWithLlvm && run.LeftZombie) ? Decision.Of(true, told, seen)
            : Decision.NotObserved($"nothing told the compilers apart: {told}", seen);
    }

    private static Decision NearestAdopter()
    {
        var init = Adoption.ObserveInit();
        List<Adoption> seen = [Adoption.Observe(middleIsSubreaper: false), Adoption.Observe(middleIsSubreaper: true), .. init is null ? Array.Empty<Adoption>() : [init]];
        return Decision.Of(
            seen.TrueForAll(orphan => orphan.IsNearest),
            string.Join("; ", seen.Select(orphan =>
                $"root {orphan.Root}{(orphan.MiddleIsSubreaper ? ", middle subreaper" : "")}: adopted by {orphan.NewParent}, reaped by {orphan.ReapedBy ?? "none of them"}")),
            seen,
            init is null ? "no pid namespace for this user" : "any");
    }
}
