using Ipc.Children;
using Ipc.Commands;
using Ipc.ProcFs;
using Ipc.Zombies;

namespace Ipc.Tests.Zombies;

public sealed class InheritedDispositionTests
{
    [Fact]
    public void One_program_leaves_a_zombie_or_none_by_what_it_inherited()
    {
        var sleep = Command.Of("sleep", "600");
        var kept = InheritedDisposition.Observe(sleep, Disposition.Default);
        var ignored = InheritedDisposition.Observe(sleep, Disposition.Ignore);
        Assert.Equal(kept.Program, ignored.Program);
        Assert.Equal((false, ProcessState.Zombie, true, null), (kept.Ignored, kept.State!.Value, kept.ReapedByAdopter, kept.StateAfterProgram));
        Assert.Equal((true, null, false, null), (ignored.Ignored, ignored.State, ignored.ReapedByAdopter, ignored.StateAfterProgram));
    }

    [Fact]
    public void A_program_that_writes_waits_in_its_write_and_is_a_parent_meanwhile()
    {
        var seen = InheritedDisposition.Observe(Command.Of("yes"), Disposition.Default);
        Assert.True(seen.LeftZombie, $"{seen}");
        Assert.Null(seen.StateAfterProgram);
    }

    [Fact]
    public void A_file_tells_its_compiler_or_nothing()
    {
        Assert.Null(CompilerOf.File("/proc/version"));
        Assert.All(InheritedDisposition.Programs, program => CompilerOf.File(program.FindFile()));
        Assert.True(CompilerOf.IsClang("clang version 20.1.8"));
        Assert.False(CompilerOf.IsClang("GCC: (Debian 12.2.0-14) 12.2.0"));
        Assert.False(CompilerOf.IsClang(null));
    }
}
