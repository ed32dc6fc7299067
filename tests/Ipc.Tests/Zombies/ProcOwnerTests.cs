using Ipc.Claims;
using Ipc.Native;
using Ipc.ProcFs;
using Ipc.Zombies;

namespace Ipc.Tests.Zombies;

public sealed class ProcOwnerTests
{
    [Fact]
    public void What_is_in_the_directory_of_a_zombie_changes_its_owner_and_the_directory_does_not()
    {
        IReadOnlyList<ProcOwner> seen;
        try
        {
            seen = ProcOwner.ObserveAll();
        }
        catch (PosixException e) when (e.Call == "setuid")
        {
            Assert.Skip(e.Message);
            return;
        }

        Assert.Equal([ProcessState.Sleeping, ProcessState.Sleeping, ProcessState.Zombie], seen.Select(owner => owner.State));
        var user = seen[0].User;
        Assert.NotEqual(ProcOwner.Root, user);
        Assert.All(seen, owner => Assert.Equal((user, user), (owner.User, owner.Directory)));
        Assert.Equal((user, ProcOwner.Root), (seen[1].File, seen[2].File));
    }

    [Fact]
    public void A_change_of_user_alone_gives_the_files_of_a_living_process_to_root()
    {
        Assert.SkipUnless(Unistd.EffectiveUser() == 0, "only root can change the user");
        Assert.Equal(ProcOwner.Root, ProcOwner.ObserveAll()[0].File);
    }

    [Fact]
    public void Root_owns_what_belongs_to_no_process() => Assert.Equal(SysStat.Owner("/proc"), ProcOwner.Root);

    [Fact]
    public void Zombies_fill_the_users_share_of_processes_until_they_are_waited_for()
    {
        var finding = Examined.Once("Z5");
        Assert.SkipWhen(finding.Verdict == Verdict.NotObserved, finding.Decision.Summary);
        var seen = (IReadOnlyList<ForksUnderLimit>)finding.Decision.Evidence!;
        Assert.Equal((Errno.EAGAIN, seen[0].Forks), (seen[0].Refusal!.Value, seen[0].Zombies));
        Assert.InRange(seen[0].Zombies, 1, seen[0].Limit - 1);
        Assert.Equal([(1, 0), (16, 0)], seen.Skip(1).Select(row => (row.Forks, row.Zombies)));
        Assert.All(seen.Skip(1), row => Assert.Null(row.Refusal));
    }
}
