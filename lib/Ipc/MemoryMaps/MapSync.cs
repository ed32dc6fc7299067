using Ipc.Children;
using Ipc.Native;
using Ipc.ProcFs;

namespace Ipc.MemoryMaps;

/// <summary>What others read of a mapped file, and how much of the mapping the disk did not have yet.</summary>
/// <param name="Mapping">How the file was mapped.</param>
/// <param name="Moment">When.</param>
/// <param name="Stored">The word that the process had stored.</param>
/// <param name="ReadFromFile">The word that read(2) brought from the file.</param>
/// <param name="DirtyBytes">Pages that were written to and not yet to the disk: Private_Dirty and Shared_Dirty of /proc/PID/smaps.</param>
/// <param name="CleanBytes">Pages that the disk has as they are.</param>
/// <seealso href="https://man7.org/linux/man-pages/man2/msync.2.html"/>
public sealed record MapSync(
    string Mapping,
    string Moment,
    long Stored,
    [property: Column("read from the file")] long ReadFromFile,
    [property: Column("dirty", Unit = "bytes")] long DirtyBytes,
    [property: Column("clean", Unit = "bytes")] long CleanBytes) : IObservation
{
    private const int Pages = 16;
    private const long First = 4711, Second = 4712;

    /// <summary>The file system that the file is on: in "tmpfs" there is no disk, and nothing becomes clean.</summary>
    [Column(Hidden = true)]
    public string FileSystem { get; private init; } = "";

    /// <summary>A process maps a file and stores a word in each page; it calls msync; it stores again. Once with MAP_SHARED and once with MAP_PRIVATE.</summary>
    /// <exception cref="PosixException">There is no space for the file.</exception>
    public static IReadOnlyList<MapSync> ObserveAll() => [.. Observe(MapFlags.Shared, "MAP_SHARED"), .. Observe(MapFlags.Private, "MAP_PRIVATE")];

    private static MapSync[] Observe(MapFlags sharing, string mapping)
    {
        using var scratch = Leftovers.Scratch.Create("map-sync");
        var path = scratch.File("mapped");
        long page = Environment.SystemPageSize, bytes = Pages * page;
        WriteThrough(path, new byte[bytes]);
        using var looking = new Checkpoint();
        Value? map = null;
        using var child = Fork.Start(c =>
        {
            map = c.Map(bytes, MapProtection.Read | MapProtection.Write, sharing, c.Open(path, Unistd.O_RDWR));
            void Store(long word)
            {
                for (var i = 0; i < Pages; i++)
                {
                    c.StoreAt(map + (i * page), word);
                }
            }

            Store(First);
            looking.Stop(c);
            c.Sync(map, bytes);
            looking.Stop(c);
            c.StoreAt(map, Second);
            looking.Stop(c);
            c.Exit(0);
        });
        MapSync Look(string moment, long stored) => looking.Look(child, () =>
        {
            var use = MemoryUse.At(child.Pid, (ulong)child.StepsOf(map!)[0].Result)!;
            var read = BitConverter.ToInt64(File.ReadAllBytes(path));
            return new MapSync(mapping, moment, stored, read, use.PrivateDirtyBytes + use.SharedDirtyBytes, use.PrivateCleanBytes + use.SharedCleanBytes)
            {
                FileSystem = new DriveInfo(scratch.Path).DriveFormat,
            };
        });

        MapSync[] seen = [Look("stored to every page", First), Look("after msync", First), Look("stored to one page again", Second)];
        child.Wait();
        return seen;
    }

    /// <summary>Writes a file and waits until the disk has it: a later page is dirty for what the experiment did.</summary>
    private static void WriteThrough(string path, byte[] bytes)
    {
        using var file = new FileStream(path, FileMode.CreateNew);
        file.Write(bytes);
        file.Flush(flushToDisk: true);
    }
}
