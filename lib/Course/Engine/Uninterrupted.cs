using System.Runtime.CompilerServices;

namespace Course.Engine;

/// <summary>
/// Runs what the thread of a cell does to things that outlive the cell: locks, queues, counts. An abort can throw out of any
/// instruction, and would leave a lock taken for ever; it does not reach a finally block.
/// </summary>
/// <remarks>
/// Only of a method that is not optimised: else the compiler takes the empty try away, and with it the finally block, since
/// .NET takes aborts for a thing of the past.
/// </remarks>
internal static class Uninterrupted
{
    /// <summary>Runs an action to its end. It must not wait for long.</summary>
    [MethodImpl(MethodImplOptions.NoOptimization)]
    internal static void Run(Action action)
    {
        try
        {
        }
        finally
        {
            action();
        }
    }

    /// <summary>Runs an action on a text to its end. It must not wait for long.</summary>
    [MethodImpl(MethodImplOptions.NoOptimization)]
    internal static void Run(TextAction action, string name, ReadOnlySpan<char> text)
    {
        try
        {
        }
        finally
        {
            action(name, text);
        }
    }

    /// <summary>Does something with a text that belongs to a name.</summary>
    internal delegate void TextAction(string name, ReadOnlySpan<char> text);
}
