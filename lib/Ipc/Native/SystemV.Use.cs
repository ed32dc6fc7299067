using System.Runtime.InteropServices;

namespace Ipc.Native;

/// <content>Using an object: attaching memory, raising a semaphore, sending and receiving.</content>
internal static partial class SystemV
{
    internal const int GETPID = 11, GETVAL = 12, SETVAL = 16, IPC_NOWAIT = 0x800, MSG_NOERROR = 0x1000, SEM_UNDO = 0x1000, SHM_RDONLY = 0x1000;

    [LibraryImport("libc", EntryPoint = "shmat", SetLastError = true)]
    internal static partial nint Attach(int id, nint address, int flags);

    [LibraryImport("libc", EntryPoint = "shmdt", SetLastError = true)]
    internal static partial int Detach(nint address);

    [LibraryImport("libc", EntryPoint = "semop", SetLastError = true)]
    internal static partial int SemaphoreOperate(int id, ref SemaphoreOperation operation, nint count);

    [LibraryImport("libc", EntryPoint = "msgsnd", SetLastError = true)]
    internal static partial int Send(int id, ref Message message, nint bytes, int flags);

    [LibraryImport("libc", EntryPoint = "msgrcv", SetLastError = true)]
    internal static partial nint Receive(int id, ref Message message, nint bytes, nint type, int flags);

    /// <summary>msgsnd with a message of any length: its type, then its text.</summary>
    [LibraryImport("libc", EntryPoint = "msgsnd", SetLastError = true)]
    internal static partial int SendMessage(int id, nint message, nint bytes, int flags);

    /// <summary>msgrcv into a buffer of any length.</summary>
    [LibraryImport("libc", EntryPoint = "msgrcv", SetLastError = true)]
    internal static partial nint ReceiveMessage(int id, nint message, nint bytes, nint type, int flags);

    /// <summary>The flags of a semaphore operation by name; 0 for none.</summary>
    internal static string OperationFlags(int flags) => flags switch
    {
        SEM_UNDO => "SEM_UNDO",
        IPC_NOWAIT => "IPC_NOWAIT",
        SEM_UNDO | IPC_NOWAIT => "SEM_UNDO|IPC_NOWAIT",
        _ => "0",
    };

    /// <summary>struct sembuf: which semaphore of a set, and what to add to it.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct SemaphoreOperation
    {
        internal ushort Number;
        internal short Change;
        internal short Flags;
    }

    /// <summary>struct msgbuf with eight bytes of text.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct Message
    {
        internal long Type;
        internal long Text;
    }
}
