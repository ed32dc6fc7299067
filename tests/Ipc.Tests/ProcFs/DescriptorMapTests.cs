using Ipc.Children;
using Ipc.Pipes;
using Ipc.ProcFs;

namespace Ipc.Tests.ProcFs;

public sealed class DescriptorMapTests
{
    [Fact]
    public void Descriptors_that_fork_copied_share_a_description_and_separate_opens_do_not()
    {
        using var pipe = Pipe.Create();
        using var child = Fork.Start(c =>
        {
            c.Open("/dev/null", 0);
            c.Open("/dev/null", 0);
            c.Read(pipe.ReadEnd, 1);
            c.Exit(0);
        });
        ProcessStat.WaitFor(child.Pid, ProcessState.Sleeping);
        var map = DescriptorMap.Of(child.Pid, Environment.ProcessId);
        Assert.SkipUnless(map.Compared, "kcmp is refused here: nobody tells which descriptors share a description");
        var read = map.Descriptions.Single(description => description.Holders.Any(holder => holder.Pid == child.Pid && holder.Fd == pipe.ReadEnd.Number));
        Assert.Equal([child.Pid, Environment.ProcessId], read.Holders.Select(holder => holder.Pid));
        Assert.Equal(2, map.Descriptions.Count(description => description.Object is { Kind: "character device", Name: "/dev/null" } && description.Access == "read" && description.Holders.Any(holder => holder.Pid == child.Pid && holder.Fd > 2)));
        pipe.WriteEnd.Close();
        child.Wait();
    }

    [Fact]
    public void The_holders_of_a_write_end_are_named()
    {
        using var pipe = Pipe.Create();
        using var child = Fork.Start(c =>
        {
            c.Inherit(pipe.WriteEnd);
            c.Read(pipe.ReadEnd, 1);
            c.Exit(0);
        });
        ProcessStat.WaitFor(child.Pid, ProcessState.Sleeping);
        pipe.WriteEnd.Close();
        var sentence = DescriptorMap.Of(child.Pid).EndsOfFile().Single(sentence => sentence.Contains("and would wait for itself", StringComparison.Ordinal));
        Assert.Matches($@"^pipe:\[\d+\]: no end of file while the write end is open in pid {child.Pid} \(.+\) as fd \d+\.", sentence);
    }

    [Fact]
    public void Readers_and_writers_of_a_pipe_are_told_for_either_end()
    {
        using var pipe = Pipe.Create();
        using var child = Fork.Start(c =>
        {
            c.Read(pipe.ReadEnd, 1);
            c.Exit(0);
        });
        ProcessStat.WaitFor(child.Pid, ProcessState.Sleeping);
        var map = DescriptorMap.Of(child.Pid, Environment.ProcessId);
        foreach (var (pid, fd) in new[] { (child.Pid, pipe.ReadEnd.Number), (Environment.ProcessId, pipe.WriteEnd.Number) })
        {
            Assert.Equal([(Environment.ProcessId, pipe.WriteEnd.Number)], map.WritersOf(pid, fd).Select(holder => (holder.Pid, holder.Fd)));
            Assert.Equal(
                new HashSet<(int, int)> { (child.Pid, pipe.ReadEnd.Number), (Environment.ProcessId, pipe.ReadEnd.Number) },
                map.ReadersOf(pid, fd).Select(holder => (holder.Pid, holder.Fd)).ToHashSet());
            Assert.All(map.WritersOf(pid, fd), holder => Assert.True(holder.CloseOnExec));
        }

        Assert.Throws<ArgumentException>(() => map.WritersOf(child.Pid, 1 << 20));
        pipe.WriteEnd.Close();
        child.Wait();
    }

    [Fact]
    public void Objects_are_told_apart_by_their_inodes_not_by_their_names()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        using var ready = Pipe.Create();
        using var go = Pipe.Create();
        ChildProcess OpenNewFile()
        {
            File.WriteAllText(path, "text");
            try
            {
                var child = Fork.Start(c =>
                {
                    c.Open(path, 0);
                    c.Write(ready.WriteEnd, ".");
                    c.Read(go.ReadEnd, 1);
                    c.Exit(0);
                });
                ready.ReadEnd.Read(1);
                return child;
            }
            finally
            {
                File.Delete(path);
            }
        }

        using var first = OpenNewFile();
        using var second = OpenNewFile();
        var map = DescriptorMap.Of(first.Pid, second.Pid);
        var files = map.Descriptions.Where(description => description.Object.Name == $"{path} (deleted)").ToList();
        Assert.Equal(2, files.Count);
        Assert.All(files, file => Assert.Equal(("file", "read", 0L), (file.Object.Kind, file.Access, file.Position)));
        Assert.NotEqual(files[0].Object, files[1].Object);
        Assert.Equal(2, map.ByObject().Count(descriptions => descriptions[0].Object.Name == files[0].Object.Name));
        go.WriteEnd.Close();
        first.Wait();
        second.Wait();
    }
}
