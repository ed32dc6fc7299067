using System.Buffers.Binary;
using Ipc.Native;

namespace Ipc.Tracing.Decoding;

/// <summary>A call as a decoder sees it: its registers, the caller's memory, and, once it has returned, its result.</summary>
internal sealed class CallContext(int tid, string name, Ptrace.Words words, int textBytes)
{
    private static readonly Dictionary<long, string> Restarts = new()
    {
        [-512] = "ERESTARTSYS",
        [-513] = "ERESTARTNOINTR",
        [-514] = "ERESTARTNOHAND",
        [-516] = "ERESTART_RESTARTBLOCK",
    };

    internal int Tid { get; } = tid;

    internal string Name { get; } = name;

    internal Ptrace.Words Words { get; } = words;

    /// <summary>How many bytes of a text are shown.</summary>
    internal int TextBytes { get; } = textBytes;

    /// <summary>The stack pointer when it was entered.</summary>
    internal long StackPointer { get; init; }

    /// <summary>The call that the thread made before this one; empty where it is not known.</summary>
    internal string Previous { get; init; } = "";

    /// <summary>A number that stood in the caller's memory at the entry and that the call may overwrite: the size of an address buffer.</summary>
    internal long? Noted { get; set; }

    /// <summary>What it returned; meaningless before it did.</summary>
    internal long Result { get; private set; }

    /// <summary>Why it failed, or <c>null</c>.</summary>
    internal Errno? Errno { get; private set; }

    /// <summary>How the kernel makes it again after a signal, or <c>null</c>.</summary>
    internal string? Restart { get; private set; }

    /// <summary>It brought nothing: an error, or broken off by a signal.</summary>
    internal bool Failed => Errno is not null || Restart is not null;

    internal void Return(long result)
    {
        Result = result;
        Restart = Restarts.GetValueOrDefault(result);
        Errno = Restart is null && result is < 0 and > -4096 ? (Errno)(-result) : null;
    }

    /// <summary>The caller's memory at an address, as much of it as is there.</summary>
    internal ReadOnlySpan<byte> Bytes(long address, int count)
    {
        var bytes = new byte[count];
        return bytes.AsSpan(0, address == 0 ? 0 : ProcessMemory.Read(Tid, address, bytes));
    }

    /// <summary>The C text at an address, at most so many bytes of it; <c>null</c> where nothing is mapped. It is whole where its end was found.</summary>
    internal byte[]? CText(long address, int limit, out bool whole)
    {
        var bytes = Bytes(address, limit + 1);
        var end = bytes.IndexOf((byte)0);
        whole = end >= 0;
        return bytes.IsEmpty ? null : bytes[..(end >= 0 ? end : Math.Min(limit, bytes.Length))].ToArray();
    }

    /// <summary>The 32-bit number at an address, or <c>null</c> where nothing is mapped.</summary>
    internal int? Int32(long address) => Bytes(address, sizeof(int)) is { Length: sizeof(int) } bytes ? BinaryPrimitives.ReadInt32LittleEndian(bytes) : null;

    /// <summary>The 64-bit number at an address, or <c>null</c> where nothing is mapped.</summary>
    internal long? Int64(long address) => Bytes(address, sizeof(long)) is { Length: sizeof(long) } bytes ? BinaryPrimitives.ReadInt64LittleEndian(bytes) : null;
}
