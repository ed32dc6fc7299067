using System.Runtime.InteropServices;
using Ipc.Native;

namespace Ipc.Tracing;

/// <summary>A filter program for some calls, in memory that a child of this process finds at the same address.</summary>
internal sealed unsafe class SeccompFilter : IDisposable
{
    private SeccompFilter(IReadOnlyList<Seccomp.Instruction> instructions)
    {
        var memory = (Seccomp.Instruction*)NativeMemory.Alloc((nuint)instructions.Count, (nuint)sizeof(Seccomp.Instruction));
        for (var i = 0; i < instructions.Count; i++)
        {
            memory[i] = instructions[i];
        }

        Program = new() { Length = (ushort)instructions.Count, Instructions = memory };
    }

    internal Seccomp.FilterProgram Program { get; private set; }

    /// <summary>A filter that stops at these calls. A name of the other architecture only is passed over: arm64 has no open.</summary>
    /// <exception cref="ArgumentException">No architecture has a call of that name.</exception>
    internal static SeccompFilter Of(IReadOnlyList<string> names)
    {
        var unknown = names.FirstOrDefault(name => !SystemCallTable.Knows(name));
        return unknown is null
            ? new(Seccomp.TraceOnly([.. names.Distinct().Select(SystemCallTable.Find).OfType<int>()]))
            : throw new ArgumentException($"there is no system call \"{unknown}\"", nameof(names));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        NativeMemory.Free(Program.Instructions);
        Program = default;
    }
}
