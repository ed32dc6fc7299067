using System.Globalization;
using Ipc.Children;
using Ipc.Leftovers;
using Ipc.Native;

namespace Ipc.SharedMemory;

/// <summary>What there was of shared memory at a moment of its life. Its maker had stored one number in it.</summary>
/// <param name="Memory">The kind of memory.</param>
/// <param name="Moment">What had happened to it.</param>
/// <param name="LaterProcess">What a process that came then found: the number, or the call that failed, and its errno.</param>
/// <param name="Holder">What a process that had it mapped before found; empty where there was none.</param>
public sealed record MemoryLifetime(
    [property: Column("memory")] string Memory,
    string Moment,
    [property: Column("a later process")] string LaterProcess,
    [property: Column("who has it mapped")] string Holder) : IObservation
{
    private const long Stored = 4711;
    private const int PageBytes = 4096;
    private const string MakerKilled = "its maker was killed";

    /// <summary>Whether the later process found the memory, with the number in it.</summary>
    [Column(Hidden = true)]
    public bool IsFound => LaterProcess == Reads(Stored);

    /// <summary>Whether who had it mapped still had the number.</summary>
    [Column(Hidden = true)]
    public bool IsKept => Holder == Reads(Stored);

    /// <summary>Whether this is what there was when nobody but the maker had known of it, and the maker was killed.</summary>
    [Column(Hidden = true)]
    public bool IsAfterMaker => Moment == MakerKilled;

    /// <summary>POSIX shared memory: its maker is killed, its name is taken away, and its last mapping goes.</summary>
    /// <exception cref="PosixException">ENOSYS: there is no shm_open here.</exception>
    /// <seealso href="https://man7.org/linux/man-pages/man7/shm_overview.7.html"/>
    public static IReadOnlyList<MemoryLifetime> ObservePosix()
    {
        var name = PosixSharedMemory.NewName();
        using var entry = Journal.Current.Enter(ObjectKind.PosixSharedMemory, name);
        Kill(c =>
        {
            var memory = c.OpenShared(name, create: true);
            c.Truncate(memory, PageBytes);
            return Mapped(c, memory);
        });
        Value Find(ChildProgram c) => Mapped(c, c.OpenShared(name));
        var afterMaker = LookFor(Find);
        var (removed, held) = WhileHeld(Find, () =>
        {
            entry.Dispose();
            return LookFor(Find);
        });
        return
        [
            new("POSIX", MakerKilled, afterMaker, ""),
            new("POSIX", "unlinked, while a process has it mapped", removed, held),
            new("POSIX", "and that process has ended", LookFor(Find), ""),
        ];
    }

    /// <summary>A System V segment: its maker is killed, it is marked to be destroyed, and the last process detaches it.</summary>
    /// <exception cref="PosixException">ENOSYS: this kernel has no System V shared memory.</exception>
    /// <seealso href="https://man7.org/linux/man-pages/man7/sysvipc.7.html"/>
    public static IReadOnlyList<MemoryLifetime> ObserveSystemV()
    {
        var key = SharedMemorySegment.FreeKey();
        using var entry = Journal.Current.Enter(ObjectKind.SharedMemorySegment, key.ToString(CultureInfo.InvariantCulture));
        Kill(c => c.AttachSegment(c.GetSegment(key, PageBytes, create: true)));
        Value Find(ChildProgram c) => c.AttachSegment(c.GetSegment(key, 0));
        var afterMaker = LookFor(Find);
        var id = SegmentEntry.All().FirstOrDefault(segment => segment.Key == key)?.Id ?? -1;
        var byId = "";
        var (removed, held) = WhileHeld(Find, () =>
        {
            entry.Dispose();
            byId = LookFor(c => c.AttachSegment(id));
            return LookFor(Find);
        });
        return
        [
            new("System V", MakerKilled, afterMaker, ""),
            new("System V", "marked for removal, while a process has it attached", removed, held),
            new("System V", "the same, looked for by its identifier", byId, held),
            new("System V", "and that process has ended", LookFor(c => c.AttachSegment(id)), ""),
        ];
    }

    /// <summary>A file in memory, which has no name: its maker is killed, alone or after another process had got a descriptor of it; then only a mapping is left, and then nothing.</summary>
    /// <exception cref="PosixException">ENOSYS: this kernel has no memfd_create.</exception>
    /// <seealso href="https://man7.org/linux/man-pages/man2/memfd_create.2.html"/>
    public static IReadOnlyList<MemoryLifetime> ObserveMemoryFile()
    {
        using var made = new Checkpoint();
        using var opened = new Checkpoint();
        using var mapped = new Checkpoint();
        Value? file = null, taken = null, kept = null;
        using var maker = Fork.Start(c =>
        {
            file = c.CreateMemoryFile("laboratory");
            c.Truncate(file, PageBytes);
            c.StoreAt(Mapped(c, file), Stored);
            made.Stop(c);
            c.Pause();
            c.Exit(0);
        });
        var ofMaker = made.Look(maker, () => PathOf(maker, file!));
        using var holder = Fork.Start(c =>
        {
            taken = c.Open(ofMaker, Unistd.O_RDWR);
            opened.Stop(c);
            var memory = Mapped(c, taken);
            c.Close(taken);
            mapped.Stop(c);
            kept = c.LoadAt(memory);
            c.Exit(0);
        });
        var ofHolder = "";
        var (alone, passedOn) = opened.Look(holder, () =>
        {
            maker.Dispose();
            ofHolder = PathOf(holder, taken!);
            return (LookFor(Opened(ofMaker)), LookFor(Opened(ofHolder)));
        });
        var onlyMapped = mapped.Look(holder, () => LookFor(Opened(ofHolder)));
        holder.Wait();
        return
        [
            new("memfd", MakerKilled, alone, ""),
            new("memfd", "the same, but another process has a descriptor", passedOn, ""),
            new("memfd", "and that process has closed it, and has it mapped", onlyMapped, Reads(holder.StepsOf(kept!)[0].Result)),
            new("memfd", "and that process has ended", LookFor(Opened(ofHolder)), ""),
        ];

        static string PathOf(ChildProcess child, Value descriptor) => $"/proc/{child.Pid}/fd/{child.StepsOf(descriptor)[0].Result}";

        static Func<ChildProgram, Value> Opened(string path) => c => Mapped(c, c.Open(path, Unistd.O_RDWR));
    }

    private static Value Mapped(ChildProgram c, Operand descriptor) => c.Map(PageBytes, MapProtection.Read | MapProtection.Write, MapFlags.Shared, descriptor);

    /// <summary>A process makes the memory, stores the number in it, and is killed.</summary>
    private static void Kill(Func<ChildProgram, Value> make)
    {
        using var maker = Fork.Start(c =>
        {
            c.StoreAt(make(c), Stored);
            c.Raise(Signal.SIGKILL);
            c.Exit(0);
        });
        maker.Wait();
        if (maker.Trace.Steps.FirstOrDefault(step => step.Errno is not null) is { Errno: { } errno } failed)
        {
            throw new PosixException(failed.Call, errno, "the memory that a process makes before it is killed");
        }
    }

    /// <summary>What a new process finds.</summary>
    private static string LookFor(Func<ChildProgram, Value> find)
    {
        Value? seen = null;
        using var child = Fork.Start(c =>
        {
            var address = find(c);
            c.If(address.IsNot(-1), () => seen = c.LoadAt(address));
            c.Exit(0);
        });
        child.Wait();
        return child.Trace.Steps.FirstOrDefault(step => step.Errno is not null) is { } failed ? $"{failed.Call}: {failed.Errno}" : Reads(child.StepsOf(seen!)[0].Result);
    }

    /// <summary>Does something while a process has the memory mapped.</summary>
    /// <returns>What that brought, and what the process found then.</returns>
    private static (string Seen, string Holder) WhileHeld(Func<ChildProgram, Value> find, Func<string> act)
    {
        using var held = new Checkpoint();
        Value? kept = null;
        using var holder = Fork.Start(c =>
        {
            var memory = find(c);
            held.Stop(c);
            kept = c.LoadAt(memory);
            c.Exit(0);
        });
        var seen = held.Look(holder, act);
        holder.Wait();
        return (seen, Reads(holder.StepsOf(kept!)[0].Result));
    }

    private static string Reads(long number) => string.Create(CultureInfo.InvariantCulture, $"reads {number}");
}
