using System.Runtime.InteropServices;

namespace Ipc.Native;

/// <summary>sys/mman.h: memory that a child shares with its parent.</summary>
internal static partial class Mman
{
    internal const int PROT_NONE = 0, MADV_DONTFORK = 10, MADV_DOFORK = 11, MADV_HUGEPAGE = 14, MADV_NOHUGEPAGE = 15, MFD_CLOEXEC = 1, MFD_ALLOW_SEALING = 2, MREMAP_MAYMOVE = 1, MREMAP_FIXED = 2, F_ADD_SEALS = 1033, F_GET_SEALS = 1034, F_SEAL_WRITE = 8;
    private const int PROT_READ = 1, PROT_WRITE = 2, MAP_SHARED = 1, MAP_PRIVATE = 2, MAP_ANONYMOUS = 0x20, MAP_POPULATE = 0x8000, MAP_HUGETLB = 0x40000;

    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    private static partial nint Map(nint address, nint length, int protection, int flags, int fd, nint offset);

    [LibraryImport("libc", EntryPoint = "munmap", SetLastError = true)]
    private static partial int Unmap(nint address, nint length);

    [LibraryImport("libc", EntryPoint = "mprotect", SetLastError = true)]
    internal static partial int Protect(nint address, nint length, int protection);

    [LibraryImport("libc", EntryPoint = "madvise", SetLastError = true)]
    internal static partial int Advise(nint address, nint length, int advice);

    [LibraryImport("libc", EntryPoint = "shm_open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int OpenShared(string name, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "shm_unlink", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int UnlinkShared(string name);

    [LibraryImport("libc", EntryPoint = "memfd_create", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int CreateMemoryFile(string name, uint flags);

    /// <summary>posix_fallocate(3); it returns the error, so that a failure here shows as a positive result.</summary>
    [LibraryImport("libc", EntryPoint = "posix_fallocate")]
    private static partial int Allocate(int fd, long offset, long bytes);

    /// <summary>Gives a file in memory a length, and every page of it now.</summary>
    /// <exception cref="PosixException">ENOSPC: there is not so much room.</exception>
    internal static void Allocate(FileDescriptor file, long bytes)
    {
        if (Allocate(file.Number, 0, bytes) is var errno and not 0)
        {
            throw new PosixException("posix_fallocate", (Errno)errno, $"{file.Name}, {bytes} bytes");
        }
    }

    [LibraryImport("libc", EntryPoint = "mlock", SetLastError = true)]
    internal static partial int Lock(nint address, nint bytes);

    [LibraryImport("libc", EntryPoint = "mincore", SetLastError = true)]
    internal static partial int Resident(nint address, nint bytes, [Out] byte[] pages);

    /// <summary>Anonymous memory, zeroed: shared with later children, or private to each process after a fork.</summary>
    internal sealed class Region : SafeHandle
    {
        internal Region(long bytes, bool shared)
            : this(bytes, (shared ? MAP_SHARED : MAP_PRIVATE) | MAP_ANONYMOUS, -1)
        {
        }

        private Region(long bytes, int flags, int fd)
            : base(0, ownsHandle: true)
        {
            Bytes = bytes;
            var address = Map(0, (nint)bytes, PROT_READ | PROT_WRITE, flags, fd, 0);
            if (address == -1)
            {
                throw PosixException.Last("mmap", $"{bytes} bytes");
            }

            SetHandle(address);
            Interlocked.Increment(ref Laboratory.Mappings);
        }

        /// <summary>The first bytes of a file, shared with everybody who maps it.</summary>
        internal static Region OfFile(FileDescriptor file, long bytes) => new(bytes, MAP_SHARED, file.Number);

        /// <summary>Private memory from the pool of huge pages, given at once where that is possible.</summary>
        internal static Region OfHugePages(long bytes) => new(bytes, MAP_PRIVATE | MAP_ANONYMOUS | MAP_HUGETLB | MAP_POPULATE, -1);

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
