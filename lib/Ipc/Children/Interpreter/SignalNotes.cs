using System.Runtime.CompilerServices;

namespace Ipc.Children.Interpreter;

/// <summary>The signal handlers of children. They run as all of a child's code does (<see cref="ChildInterpreter"/>), and restore errno.</summary>
internal static unsafe class SignalNotes
{
    /// <summary>Leaves a note of a signal in the image.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Leave(int signal, int* information, void* context)
    {
        var image = *Image;
        var libc = &image->Libc;
        var errno = ((delegate*<int*>)libc->ErrnoLocation)();
        var saved = *errno;
        var slot = Interlocked.Increment(ref image->SignalHead) - 1;
        if (slot < ImageHeader.SignalCapacity)
        {
            var entry = image->Signals + slot;
            entry->Code = information[2];
            entry->SenderPid = information[4];
            entry->SenderUser = information[5];
            entry->Value = *(long*)(information + 6);
            entry->ReceiverPid = (int)OwnCalls.Make(libc, libc->GetPidNumber, 0, 0);
            entry->ReceiverTid = (int)OwnCalls.Make(libc, libc->GetTidNumber, 0, 0);
            entry->Time = OwnCalls.Now(libc);
            Volatile.Write(ref entry->Signal, signal);
        }

        *errno = saved;
    }

    /// <summary>Leaves the same note, and then runs the steps that the program has for the signal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void LeaveAndRun(int signal, int* information, void* context)
    {
        Leave(signal, information, context);
        var image = *Image;
        var errno = ((delegate*<int*>)image->Libc.ErrnoLocation)();
        var saved = *errno;
        ChildInterpreter.Run(image, image->HandlerAt[signal]);
        *errno = saved;
    }

    /// <summary>
    /// Where the image is noted that <see cref="Leave"/> writes to, in this process. The place is in memory that every
    /// child has a copy of. A static variable of this class may lie in memory that the runtime shares with its children.
    /// </summary>
    internal static ImageHeader** Image;
}
