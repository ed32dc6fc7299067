using Ipc.Children;
using Ipc.Native;

namespace Ipc.MemoryMaps;

/// <summary>What became of a process that touched mapped memory where or how it should not.</summary>
/// <param name="Access">What it did.</param>
/// <param name="Status">How it ended.</param>
/// <seealso href="https://man7.org/linux/man-pages/man7/signal.7.html"/>
public sealed record BadAccess(string Access, ExitStatus Status) : IObservation
{
    /// <summary>Reads and writes within a mapping, behind the end of its file, behind the mapping itself, and against its protection.</summary>
    /// <exception cref="PosixException">There is no space for the file.</exception>
    public static IReadOnlyList<BadAccess> ObserveAll()
    {
        using var scratch = Leftovers.Scratch.Create("bad-access");
        var path = scratch.File("mapped");
        long page = Environment.SystemPageSize;
        File.WriteAllBytes(path, new byte[page / 2]);

        BadAccess Try(string access, MapProtection protection, Action<ChildProgram, Value> touch)
        {
            using var child = Fork.Start(c =>
            {
                // A core file of this is of use to nobody.
                c.SetLimit(4, 0);
                var fd = c.Open(path, Unistd.O_RDWR);
                var memory = c.Map(2 * page, protection, MapFlags.Shared, fd);
                touch(c, memory);
                c.Exit(0);
            });
            return new BadAccess(access, child.Wait());
        }

        const MapProtection Both = MapProtection.Read | MapProtection.Write;
        return
        [
            Try("reads within the file", Both, (c, memory) => c.LoadAt(memory)),
            Try("reads behind its end, in its last page", Both, (c, memory) => c.LoadAt(memory + (page - 8))),
            Try("reads the next page of the mapping, where there is no file", Both, (c, memory) => c.LoadAt(memory + page)),
            Try("reads where nothing is mapped", Both, (c, memory) =>
            {
                c.Unmap(memory, 2 * page);
                c.LoadAt(memory);
            }),
            Try("writes to what is mapped for reading only", MapProtection.Read, (c, memory) => c.StoreAt(memory, 1)),
            Try("reads what is mapped with PROT_NONE", MapProtection.None, (c, memory) => c.LoadAt(memory)),
        ];
    }
}
