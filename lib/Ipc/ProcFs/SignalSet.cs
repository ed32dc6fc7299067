using System.Globalization;
using Ipc.Native;

namespace Ipc.ProcFs;

/// <summary>A set of signals, as /proc/PID/status writes it: bit n−1 for signal n.</summary>
/// <param name="Bits">The 64 bits.</param>
public readonly record struct SignalSet(ulong Bits)
{
    /// <summary>Whether a signal is in the set.</summary>
    /// <param name="signal">The signal.</param>
    public bool Contains(Signal signal) => signal > 0 && (Bits >> ((int)signal - 1) & 1) != 0;

    /// <summary>The names, separated by spaces; "none" for the empty set.</summary>
    public override string ToString()
    {
        var bits = Bits;
        var names = Enumerable.Range(1, 64).Where(number => (bits >> (number - 1) & 1) != 0).Select(number => ((Signal)number).ToString());
        return bits == 0 ? "none" : bits == ulong.MaxValue ? "all" : string.Join(' ', names);
    }

    internal static SignalSet Parse(string hexadecimal) =>
        new(ulong.Parse(hexadecimal, NumberStyles.HexNumber, CultureInfo.InvariantCulture));
}
