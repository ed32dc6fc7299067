using System.Runtime.InteropServices;

namespace Ipc.Native;

/// <summary>process_vm_readv(2): reading the memory of another process.</summary>
/// <seealso href="https://man7.org/linux/man-pages/man2/process_vm_readv.2.html"/>
internal static unsafe partial class ProcessMemory
{
    private const int PageBytes = 4096; // the smallest that a page is; a read never crosses into a page that may not be there

    /// <summary>Reads up to so many bytes, and fewer where the rest is not mapped.</summary>
    /// <returns>How many bytes were read; 0 where nothing is mapped there or the memory is not ours to read.</returns>
    internal static int Read(int pid, long address, Span<byte> into)
    {
        var done = 0;
        fixed (byte* target = into)
        {
            while (done < into.Length)
            {
                var piece = (int)Math.Min(into.Length - done, PageBytes - ((address + done) & (PageBytes - 1)));
                var local = new Piece { Start = (nint)(target + done), Length = (nuint)piece };
                var remote = new Piece { Start = (nint)(address + done), Length = (nuint)piece };
                var got = ReadVector(pid, &local, 1, &remote, 1, 0);
                if (got <= 0)
                {
                    break;
                }

                done += (int)got;
            }
        }

        return done;
    }

    [LibraryImport("libc", EntryPoint = "process_vm_readv", SetLastError = true)]
    private static partial nint ReadVector(int pid, Piece* local, nuint localCount, Piece* remote, nuint remoteCount, nuint flags);

    /// <summary>struct iovec.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Piece
    {
        internal nint Start;
        internal nuint Length;
    }
}
