using Ipc.Native;

namespace Ipc.Children;

/// <summary>What a step is given: a number known in the parent, or a <see cref="Children.Value"/> of the child.</summary>
public readonly struct Operand
{
    private Operand(long constant, Value? value = null, FileDescriptor? descriptor = null)
    {
        Constant = constant;
        Value = value;
        Descriptor = descriptor;
    }

    internal long Constant { get; }

    internal Value? Value { get; }

    internal FileDescriptor? Descriptor { get; }

    /// <summary>A number.</summary>
    /// <param name="number">The number.</param>
    public static implicit operator Operand(int number) => new(number);

    /// <summary>A number.</summary>
    /// <param name="number">The number.</param>
    public static implicit operator Operand(long number) => new(number);

    /// <summary>A signal's number.</summary>
    /// <param name="signal">The signal.</param>
    public static implicit operator Operand(Signal signal) => new((long)signal);

    /// <summary>A number of the child.</summary>
    /// <param name="value">What an earlier step brought.</param>
    public static implicit operator Operand(Value value) => new(0, value);

    /// <summary>A descriptor of the parent; the child inherits it because its program names it.</summary>
    /// <param name="descriptor">An open descriptor.</param>
    /// <exception cref="ObjectDisposedException">It is closed in the parent.</exception>
    public static implicit operator Operand(FileDescriptor descriptor) => new(descriptor.Number, null, descriptor);

    /// <summary>A socket of the parent; the child inherits it because its program names it.</summary>
    /// <param name="socket">An open socket.</param>
    /// <exception cref="ObjectDisposedException">It is closed in the parent.</exception>
    public static implicit operator Operand(Sockets.UnixSocket socket) => socket.Descriptor;
}
