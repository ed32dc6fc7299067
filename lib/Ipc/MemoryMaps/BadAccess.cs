using Ipc.Children;
using Ipc.Native;

namespace Ipc.MemoryMaps;

/// <summary>What became of a process that touched mapped memory where or how it should not.</summary>
/// <param name="Access">What it did.</param>
/// <param name="Status">How it ended.</param>
/// <param name="Code">si_code: what was wrong with the access; empty where no signal came.</param>
/// <param name="Byte">si_addr: the byte of the mapping that was touched; <c>null</c> where no signal came.</param>
/// <seealso href="https://man7.org/linux/man-pages/man2/sigaction.2.html"/>
public sealed record BadAccess(
    string Access,
    ExitStatus Status,
    [property: Column("si_code")] string Code,
    [property: Column("at byte")] long? Byte) : IObservation
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
            Value? memory = null;
            using var child = Fork.Start(c =>
            {
                c.ForbidCoreFile();

                // It notes what it is told; then the access is tried again, and the default action ends the process.
                c.SetDisposition(Signal.SIGSEGV, Disposition.Handler, once: true);
                c.SetDisposition(Signal.SIGBUS, Disposition.Handler, once: true);
                var fd = c.Open(path, Unistd.O_RDWR);
                memory = c.Map(2 * page, protection, MapFlags.Shared, fd);
                touch(c, memory);
                c.Exit(0);
            });
            var status = child.Wait();
            var taken = child.Signals.FirstOrDefault();
            return new BadAccess(access, status, taken?.CodeName ?? "", (long?)taken?.FaultAddress - child.StepsOf(memory!)[0].Result);
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
