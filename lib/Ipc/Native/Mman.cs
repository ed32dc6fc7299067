using System.Runtime.InteropServices;

namespace Ipc.Native;

/// <summary>sys/mman.h: memory that a child shares with its parent.</summary>
internal static partial class Mman
{
    private const int PROT_READ = 1, PROT_WRITE = 2, MAP_SHARED = 1, MAP_PRIVATE = 2, MAP_ANONYMOUS = 0x20;

    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    private static partial nint Map(nint address, nint length, int protection, int flags, int fd, nint offset);

    [LibraryImport("libc", EntryPoint = "munmap", SetLastError = true)]
    private static partial int Unmap(nint address, nint length);

    [LibraryImport("libc", EntryPoint = "shm_open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int OpenShared(string name, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "shm_unlink", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int UnlinkShared(string name);

    /// <summary>Anonymous memory, zeroed: shared with later children, or private to each process after a fork.</summary>
    internal sealed class Region : SafeHandle
    {
        internal Region(long bytes, bool shared)
            : base(0, ownsHandle: true)
        {
            Bytes = bytes;
            var flags = (shared ? MAP_SHARED : MAP_PRIVATE) | MAP_ANONYMOUS;
            var address = Map(0, (nint)bytes, PROT_READ | PROT_WRITE, flags, -1, 0);
            if (address == -1)
            {
                throw PosixException.Last("mmap", $"{bytes} bytes");
            }

            SetHandle(address);
            Interlocked.Increment(ref Laboratory.Mappings);
        }

        internal long Bytes { get; }

        internal nint Address => IsClosed ? throw new ObjectDisposedException("memory region") : handle;

        public override bool IsInvalid => handle is 0 or -1;

        protected override bool ReleaseHandle()
        {
            Interlocked.Decrement(ref Laboratory.Mappings);
            return Unmap(handle, (nint)Bytes) == 0;
        }
    }
}
