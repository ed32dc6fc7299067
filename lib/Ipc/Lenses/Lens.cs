using System.Runtime.CompilerServices;
using System.Text;
using Ipc.Children;
using Ipc.Native;
using Ipc.Tracing;

namespace Ipc.Lenses;

/// <summary>A child's program in three lenses, side by side: its C# steps, the C program that does the same, and the system calls that were observed.</summary>
/// <param name="Rows">The statements, in the order of the C# program.</param>
/// <param name="Program">The C program.</param>
/// <param name="Trace">What the steps did when they ran; <c>null</c> where they could not be traced.</param>
public sealed record Lens(IReadOnlyList<LensRow> Rows, CProgram Program, SystemCallTrace? Trace) : IObservation
{
    /// <summary>Why nothing was traced; empty where it was.</summary>
    [Column(Hidden = true)]
    public string Missing { get; init; } = "";

    /// <summary>Writes steps down as C, runs them under a tracer, and puts all three side by side.</summary>
    /// <param name="steps">Records the child's program; it runs here, in the parent, twice: for the C program, and for the trace.</param>
    /// <param name="options">What is traced, or <c>null</c> for <see cref="TraceOptions.Default"/>.</param>
    /// <param name="csharp">The text of the steps; the compiler fills it in.</param>
    /// <exception cref="InvalidOperationException">The program is wrong; nothing was started.</exception>
    /// <exception cref="NotSupportedException">It uses a descriptor that C code of a few lines cannot make.</exception>
    public static Lens Of(Action<ChildProgram> steps, TraceOptions? options = null, [CallerArgumentExpression(nameof(steps))] string csharp = "")
    {
        var program = CProgram.Of(steps);
        SystemCallTrace? trace = null;
        var missing = "";
        try
        {
            trace = SystemCallTracer.Trace(steps, options);
        }
        catch (PosixException e) when (e.Errno is Errno.EPERM or Errno.EACCES or Errno.ENOSYS)
        {
            missing = e.Message;
        }

        return new Lens(LensRows.Of(program, trace, csharp), program, trace) { Missing = missing };
    }

    /// <summary>The rows as text: C# and calls beneath each other.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var row in Rows)
        {
            text.Append(row.CSharp.Length > 0 ? $"{new string(' ', 4 * row.Depth)}{row.CSharp}\n" : "");
            row.C.ToList().ForEach(line => text.Append($"        C  {line}\n"));
            row.Calls.ToList().ForEach(call => text.Append($"     call  {call.Process}: {call.Text}{(call.Times > 1 ? $" (× {call.Times})" : "")}\n"));
        }

        return text.ToString();
    }
}
