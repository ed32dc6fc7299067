using Ipc.Children;
using Ipc.Native;
using Ipc.Zombies;

namespace Ipc.Tests.Zombies;

public sealed class AdoptionTests
{
    [Theory]
    [InlineData(false, "root")]
    [InlineData(true, "middle")]
    public void The_nearest_subreaper_adopts_an_orphan_and_reaps_it(bool middleIsSubreaper, string adopter)
    {
        var seen = Adoption.Observe(middleIsSubreaper);
        Assert.Equal((adopter, adopter), (seen.NewParent, seen.ReapedBy));
        Assert.Equal(4, new[] { seen.Pid, seen.ParentPid, seen.NewParentPid, 0 }.Distinct().Count());
        Assert.True(seen.IsNearest);
    }

    [Fact]
    public void Init_of_a_pid_namespace_adopts_where_no_subreaper_is_nearer()
    {
        var seen = Adoption.ObserveInit();
        Assert.SkipWhen(seen is null, "no pid namespace for this user");
        Assert.Equal((1, "root", "root"), (seen.NewParentPid, seen.NewParent, seen.ReapedBy));
    }

    [Fact]
    public void A_refused_clone_says_so_with_its_errno()
    {
        // clone(2): a new user namespace and a shared root directory exclude each other. Where a sandbox allows neither it is EPERM.
        var refused = Assert.Throws<PosixException>(() => Clone.Start(CloneFlags.NewUser | CloneFlags.FileSystem, c => c.Exit(0)));
        Assert.Equal("clone", refused.Call);
        Assert.True(refused.Errno is Errno.EINVAL or Errno.EPERM, refused.Message);
    }
}
