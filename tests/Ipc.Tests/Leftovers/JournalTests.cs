using System.Globalization;
using Ipc.Children;
using Ipc.Leftovers;
using Ipc.Native;

namespace Ipc.Tests.Leftovers;

public sealed class JournalTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("journal-test-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void An_object_is_noted_until_it_is_removed()
    {
        using var journal = Journal.Open(folder, "owner");
        var file = Path.Combine(folder, "a file");
        var entry = journal.Enter(ObjectKind.Path, file);
        File.WriteAllText(file, "");

        Assert.Equal([new KernelObject(ObjectKind.Path, file)], journal.Objects);
        entry.Dispose();
        Assert.Empty(journal.Objects);
        Assert.False(File.Exists(file));
        entry.Dispose();
    }

    [Fact]
    public void A_journal_that_ends_removes_what_it_notes_and_itself()
    {
        var directory = Path.Combine(folder, "directory");
        using (var journal = Journal.Open(folder, "owner"))
        {
            journal.Enter(ObjectKind.Directory, directory);
            Directory.CreateDirectory(directory);
            File.WriteAllText(Path.Combine(directory, "file"), "x");
        }

        Assert.Equal(["lock"], Directory.GetFileSystemEntries(folder).Select(Path.GetFileName));
    }

    [Fact]
    public void A_sweep_leaves_a_living_owner_alone()
    {
        using var journal = Journal.Open(folder, "owner");
        var file = Path.Combine(folder, "a file");
        journal.Enter(ObjectKind.Path, file);
        File.WriteAllText(file, "");

        Assert.Empty(Journal.Sweep(folder));
        Assert.True(File.Exists(file));
    }

    [Fact]
    public void A_sweep_removes_every_kind_of_object_that_a_dead_owner_left()
    {
        var key = Environment.ProcessId;
        var name = $"/ipc-test-{Environment.ProcessId}";
        var file = Path.Combine(folder, "a \"file\"\nwith a line");
        File.WriteAllText(file, "");
        Close(Mman.OpenShared(name, Unistd.O_CREAT | Unistd.O_RDWR, 0x180));
        var expected = new List<KernelObject> { new(ObjectKind.Path, file), new(ObjectKind.PosixSharedMemory, name) };
        Add(expected, ObjectKind.SharedMemorySegment, key, SystemV.SharedMemoryGet(key, 4096, SystemV.IPC_CREAT | 0x180));
        Add(expected, ObjectKind.SemaphoreSet, key, SystemV.SemaphoreGet(key, 1, SystemV.IPC_CREAT | 0x180));
        Add(expected, ObjectKind.MessageQueue, key, SystemV.MessageQueueGet(key, SystemV.IPC_CREAT | 0x180));
        if (Mqueue.Open(name, Unistd.O_CREAT | Unistd.O_RDWR, 0x180, 0) is >= 0 and var queue)
        {
            Close(queue);
            expected.Add(new(ObjectKind.PosixMessageQueue, name));
        }

        // A process that was killed: its journal is there and nobody holds the lock. A line and the last were cut short.
        var lines = expected.Select((item, i) => $$$"""{"Number":{{{i + 1}}},"Object":{"Kind":"{{{item.Kind}}}","Name":{{{System.Text.Json.JsonSerializer.Serialize(item.Name)}}}}}""");
        File.WriteAllText(Path.Combine(folder, "dead.journal"), "{\"Number\":98,\"Obj\n" + string.Join('\n', lines) + "\n{\"Number\":99,\"Obj");

        Assert.Equal(expected.AsEnumerable().Reverse(), Journal.Sweep(folder));
        Assert.Equal(["lock"], Directory.GetFileSystemEntries(folder).Select(Path.GetFileName));
        Assert.False(File.Exists("/dev/shm" + name));
        Assert.Equal(-1, SystemV.SharedMemoryGet(key, 0, 0));
        Assert.Empty(Journal.Sweep(folder));
    }

    [Fact]
    public void What_was_removed_before_the_crash_is_not_removed_again()
    {
        var file = Path.Combine(folder, "made anew by somebody else");
        File.WriteAllText(file, "");
        File.WriteAllText(
            Path.Combine(folder, "dead.journal"),
            $$$"""
            {"Number":1,"Object":{"Kind":"Path","Name":"{{{file}}}"}}
            {"Number":1,"Object":null}

            """);

        Assert.Empty(Journal.Sweep(folder));
        Assert.True(File.Exists(file));
    }

    [Fact]
    public void A_child_does_not_keep_its_parents_journal_locked()
    {
        using var journal = Journal.Open(folder, "owner");
        using var child = Fork.Start(c =>
        {
            c.Pause();
            c.Exit(0);
        });
        var file = Path.Combine(folder, "owner.journal");

        Assert.DoesNotContain(Ipc.ProcFs.OpenDescriptor.TableOf(child.Pid), descriptor => descriptor.Target == file);
    }

    [Fact]
    public void A_directory_that_another_user_made_is_refused_and_nothing_of_what_it_names_is_removed()
    {
        Assert.SkipUnless(Unistd.EffectiveUser() == 0, "only root can give a directory away");
        var kept = Path.Combine(folder, "kept");
        File.WriteAllText(kept, "");
        var planted = Directory.CreateDirectory(Path.Combine(folder, "planted")).FullName;
        File.WriteAllText(Path.Combine(planted, "x.journal"), $$$"""{"Number":1,"Object":{"Kind":"Path","Name":"{{{kept}}}"}}""" + "\n");
        SysStat.GiveTo(planted, 65534);

        Assert.Equal(Errno.EPERM, Assert.Throws<PosixException>(() => Journal.Sweep(planted)).Errno);
        Assert.True(File.Exists(kept));
    }

    [Fact]
    public void A_scratch_directory_goes_with_what_is_in_it()
    {
        string path;
        using (var scratch = Scratch.Create("test"))
        {
            path = scratch.Path;
            File.WriteAllText(scratch.File("x"), "y");
            Assert.Contains(new KernelObject(ObjectKind.Directory, path), Journal.Current.Objects);
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(path));
        }

        Assert.False(Directory.Exists(path));
    }

    private static void Add(List<KernelObject> expected, ObjectKind kind, int key, int id)
    {
        if (id >= 0)
        {
            expected.Add(new(kind, key.ToString(CultureInfo.InvariantCulture)));
        }
    }

    private static void Close(int fd)
    {
        Assert.True(fd >= 0);
        Unistd.Close(fd);
    }
}
