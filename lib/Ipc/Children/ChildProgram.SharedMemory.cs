using Ipc.Native;
using Ipc.Tracing.Decoding;

namespace Ipc.Children;

/// <content>Shared memory: POSIX objects, System V segments, files in memory. What a child makes by itself is not in the journal: make it in the parent, or remove it in the same program.</content>
public sealed partial class ChildProgram
{
    private const int OwnerOnly = 0x180; // 0600

    /// <summary>Opens POSIX shared memory: shm_open(3). <see cref="Map"/> brings it into the address space.</summary>
    /// <param name="name">Its name, with the slash in front.</param>
    /// <param name="create">O_CREAT|O_EXCL: it is made, of length 0, and must not be there before.</param>
    /// <param name="readOnly">O_RDONLY instead of O_RDWR.</param>
    /// <returns>The descriptor, or −1: ENOENT where nobody has made it, EEXIST where it was to be new.</returns>
    /// <seealso href="https://man7.org/linux/man-pages/man3/shm_open.3.html"/>
    public Value OpenShared(string name, bool create = false, bool readOnly = false)
    {
        var (flags, text) = SharedFlags(create, readOnly);
        return CallStep("shm_open", $"shm_open(\"{name}\", {text}, 0600)", [Argument.At(Text(name)), flags, OwnerOnly]);
    }

    /// <summary>Takes the name of POSIX shared memory away: shm_unlink(3). Who has it open or mapped keeps it.</summary>
    /// <param name="name">Its name, with the slash in front.</param>
    public Value UnlinkShared(string name) => CallStep("shm_unlink", $"shm_unlink(\"{name}\")", [Argument.At(Text(name))]);

    /// <summary>Sets the length of a file or of shared memory: ftruncate(2). What is added reads as zeros.</summary>
    /// <param name="descriptor">A descriptor of it, open for writing.</param>
    /// <param name="bytes">The new length.</param>
    /// <returns>0, or −1: EPERM where a seal forbids it.</returns>
    /// <seealso href="https://man7.org/linux/man-pages/man2/ftruncate.2.html"/>
    public Value Truncate(Operand descriptor, Operand bytes)
    {
        RequireOpen(descriptor, "ftruncate");
        return CallStep("ftruncate", "ftruncate({0}, {1})", [descriptor, bytes]);
    }

    /// <summary>Has a file's length and the room for it made at once: fallocate(2). What is added reads as zeros.</summary>
    /// <param name="descriptor">A descriptor of it, open for writing.</param>
    /// <param name="bytes">Its length.</param>
    /// <returns>0, or −1: ENOSPC where there is not so much room.</returns>
    /// <seealso href="https://man7.org/linux/man-pages/man2/fallocate.2.html"/>
    public Value Allocate(Operand descriptor, Operand bytes)
    {
        RequireOpen(descriptor, "fallocate");
        return CallStep("fallocate", "fallocate({0}, 0, 0, {3})", [descriptor, 0, 0, bytes]);
    }

    /// <summary>Mounts a tmpfs, a file system in memory: mount(2). Other processes see it, too, unless the caller has a mount namespace of its own.</summary>
    /// <param name="target">The directory that it covers.</param>
    /// <param name="bytes">How much it can hold.</param>
    /// <returns>0, or −1: EPERM where the caller may not.</returns>
    /// <seealso href="https://man7.org/linux/man-pages/man5/tmpfs.5.html"/>
    public Value MountMemory(string target, long bytes)
    {
        var options = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"size={bytes}");
        return CallStep("mount", $"mount(\"none\", \"{target}\", \"tmpfs\", 0, \"{options}\")", [Argument.At(Text("none")), Argument.At(Text(target)), Argument.At(Text("tmpfs")), 0, Argument.At(Text(options))]);
    }

    /// <summary>Makes a file that lives in memory and has no name: memfd_create(2).</summary>
    /// <param name="name">What /proc calls it; two may be called the same.</param>
    /// <param name="sealable">MFD_ALLOW_SEALING: it takes seals. Otherwise it bears F_SEAL_SEAL from the start.</param>
    /// <returns>The descriptor, or −1.</returns>
    /// <seealso href="https://man7.org/linux/man-pages/man2/memfd_create.2.html"/>
    public Value CreateMemoryFile(string name, bool sealable = true) =>
        CallStep("memfd_create", $"memfd_create(\"{name}\", {(sealable ? "MFD_ALLOW_SEALING" : "0")})", [Argument.At(Text(name)), sealable ? Mman.MFD_ALLOW_SEALING : 0]);

    /// <summary>Puts seals on a file in memory: fcntl(2) with F_ADD_SEALS.</summary>
    /// <param name="descriptor">A descriptor of it, open for writing.</param>
    /// <param name="seals">Which.</param>
    /// <returns>0, or −1: EBUSY for F_SEAL_WRITE while it is mapped for writing, EPERM where it takes no more.</returns>
    public Value AddSeals(Operand descriptor, Seals seals)
    {
        RequireOpen(descriptor, "fcntl");
        return CallStep("fcntl", $"fcntl({{0}}, F_ADD_SEALS, {DescriptorFlags.Seals.Flags((long)seals)})", [descriptor, Mman.F_ADD_SEALS, (int)seals]);
    }

    /// <summary>Finds or makes a System V segment: shmget(2).</summary>
    /// <param name="key">Its key; 0, IPC_PRIVATE, always makes a new one.</param>
    /// <param name="bytes">Its length; 0 for one that is there.</param>
    /// <param name="create">IPC_CREAT|IPC_EXCL: it is made, and must not be there before.</param>
    /// <returns>Its identifier, or −1: ENOENT, EEXIST.</returns>
    /// <seealso href="https://man7.org/linux/man-pages/man2/shmget.2.html"/>
    public Value GetSegment(Operand key, Operand bytes, bool create = false) =>
        CallStep("shmget", $"shmget({{0}}, {{1}}, {(create ? "IPC_CREAT|IPC_EXCL|" : "")}0600)", [key, bytes, (create ? SystemV.IPC_CREAT | SystemV.IPC_EXCL : 0) | OwnerOnly]);

    /// <summary>Maps a System V segment where the kernel finds room: shmat(2).</summary>
    /// <param name="id">Its identifier.</param>
    /// <param name="readOnly">SHM_RDONLY.</param>
    /// <returns>The address, or −1: EINVAL or EIDRM where it is gone.</returns>
    /// <seealso href="https://man7.org/linux/man-pages/man2/shmat.2.html"/>
    public Value AttachSegment(Operand id, bool readOnly = false) =>
        CallStep("shmat", $"shmat({{0}}, NULL, {(readOnly ? "SHM_RDONLY" : "0")})", [id, 0, readOnly ? SystemV.SHM_RDONLY : 0], intResult: false);

    /// <summary>Takes an attached segment out of the address space: shmdt(2).</summary>
    /// <param name="address">What <see cref="AttachSegment"/> returned.</param>
    public Value DetachSegment(Operand address) => CallStep("shmdt", "shmdt(0x{0:x})", [address]);

    /// <summary>Marks a System V segment to be destroyed: shmctl(2) with IPC_RMID. It goes when the last process has detached it.</summary>
    /// <param name="id">Its identifier.</param>
    public Value RemoveSegment(Operand id) => CallStep("shmctl", "shmctl({0}, IPC_RMID, NULL)", [id, SystemV.IPC_RMID, 0]);

    /// <summary>Reads the 64-bit word at an address with acquire order: what comes after it in the program does not happen before it.</summary>
    /// <param name="address">The address, a multiple of 8.</param>
    public Value LoadAcquire(Operand address) => Emit(Interpreter.Op.Load, [address], step: new StepDescription("load_acquire", "load_acquire(0x{0:x})"));

    /// <summary>Writes the 64-bit word at an address with release order: who reads it with acquire order sees all that was written before it.</summary>
    /// <param name="address">The address, a multiple of 8.</param>
    /// <param name="value">The word.</param>
    public Value StoreRelease(Operand address, Operand value) => Emit(Interpreter.Op.Store, [address, value], step: new StepDescription("store_release", "store_release(0x{0:x}, {1})"));

    private static (int Flags, string Text) SharedFlags(bool create, bool readOnly) =>
        ((readOnly ? 0 : Unistd.O_RDWR) | (create ? Unistd.O_CREAT | Unistd.O_EXCL : 0), (readOnly ? "O_RDONLY" : "O_RDWR") + (create ? "|O_CREAT|O_EXCL" : ""));
}
