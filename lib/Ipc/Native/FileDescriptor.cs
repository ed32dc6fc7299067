using System.Runtime.InteropServices;

namespace Ipc.Native;

/// <summary>A file descriptor that this process owns, opened close-on-exec. Disposing closes it.</summary>
/// <seealso href="https://man7.org/linux/man-pages/man2/open.2.html"/>
public sealed class FileDescriptor : SafeHandle
{
    private readonly int weight;

    /// <summary>Takes over a descriptor.</summary>
    /// <param name="number">The descriptor, 0 or more.</param>
    /// <param name="name">What it is, for messages: "write end of pipe 4711".</param>
    public FileDescriptor(int number, string name = "")
        : this(number, name, keptForProcess: false)
    {
    }

    /// <summary>Takes over a descriptor; one that the process keeps until its end is not counted as held by an experiment.</summary>
    internal FileDescriptor(int number, string name, bool keptForProcess)
        : base(-1, ownsHandle: true)
    {
        SetHandle(number);
        weight = keptForProcess ? 0 : 1;
        Interlocked.Add(ref Laboratory.Descriptors, weight);
        Name = name.Length > 0 ? name : $"descriptor {number}";
    }

    /// <summary>What it is, in words.</summary>
    public string Name { get; }

    /// <summary>The descriptor's number.</summary>
    /// <exception cref="ObjectDisposedException">It was closed.</exception>
    public int Number => IsClosed ? throw new ObjectDisposedException(Name, $"{Name} is closed in the parent") : (int)handle;

    /// <inheritdoc/>
    public override bool IsInvalid => handle < 0;

    /// <summary>Closes it now; a second time does nothing.</summary>
    public new void Close() => Dispose();

    /// <summary>Writes the text as UTF-8, in as many calls as it takes.</summary>
    /// <param name="text">What to write.</param>
    /// <exception cref="PosixException">A write failed.</exception>
    public void Write(string text)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(text);
        for (var done = 0; done < bytes.Length;)
        {
            done += (int)Unistd.Checked("write", Name, () => Unistd.Write(Number, ref bytes[done], bytes.Length - done));
        }
    }

    /// <summary>Reads once; an empty array is end of file.</summary>
    /// <param name="bufferBytes">The most to read, in bytes (1 or more).</param>
    /// <exception cref="PosixException">The read failed.</exception>
    public byte[] Read(int bufferBytes = 4096)
    {
        var buffer = new byte[bufferBytes];
        var got = (int)Unistd.Checked("read", Name, () => Unistd.Read(Number, ref buffer[0], buffer.Length));
        return buffer[..got];
    }

    /// <inheritdoc/>
    public override string ToString() => IsClosed ? $"{Name} (closed)" : $"{Name} (fd {handle})";

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        Interlocked.Add(ref Laboratory.Descriptors, -weight);
        return Unistd.Close((int)handle) == 0;
    }
}
