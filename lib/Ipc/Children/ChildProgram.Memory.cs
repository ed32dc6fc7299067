using System.Runtime.InteropServices;
using Ipc.Children.Interpreter;
using Ipc.Native;

namespace Ipc.Children;

/// <content>Shared words, futexes and time.</content>
public sealed partial class ChildProgram
{
    /// <summary>Reads a word with acquire order.</summary>
    /// <param name="word">The word.</param>
    public Value Load(SharedWord word) => WordStep(Op.Load, "load", word);

    /// <summary>Writes a word with release order.</summary>
    /// <param name="word">The word.</param>
    /// <param name="value">Its new value.</param>
    public Value Store(SharedWord word, Operand value) => WordStep(Op.Store, "store", word, value);

    /// <summary>Adds to a word in one atomic step.</summary>
    /// <param name="word">The word.</param>
    /// <param name="value">What to add.</param>
    /// <returns>What it held before.</returns>
    public Value Add(SharedWord word, Operand value) => WordStep(Op.FetchAdd, "fetch_add", word, value);

    /// <summary>Replaces a word's value in one atomic step if it is the expected one.</summary>
    /// <param name="word">The word.</param>
    /// <param name="expected">What it must hold.</param>
    /// <param name="desired">What it gets.</param>
    /// <returns>What it held before.</returns>
    public Value CompareExchange(SharedWord word, Operand expected, Operand desired) => WordStep(Op.CompareExchange, "compare_exchange", word, expected, desired);

    /// <summary>Reads a word again and again until it has a value, yielding the CPU now and then.</summary>
    /// <param name="word">The word.</param>
    /// <param name="value">The value to wait for.</param>
    /// <returns>How many looks found another value.</returns>
    public Value SpinUntil(SharedWord word, Operand value) => WordStep(Op.SpinUntilEqual, "spin", word, value);

    /// <summary>Sleeps in the kernel while the word's lower half has a value: FUTEX_WAIT, shared.</summary>
    /// <param name="word">The word.</param>
    /// <param name="value">The value to sleep on; with another the call returns at once with EAGAIN.</param>
    public Value FutexWait(SharedWord word, Operand value) => Futex(word, 0, "FUTEX_WAIT", value);

    /// <summary>Wakes processes that sleep on the word: FUTEX_WAKE, shared.</summary>
    /// <param name="word">The word.</param>
    /// <param name="count">The most to wake.</param>
    /// <returns>How many were woken.</returns>
    public Value FutexWake(SharedWord word, Operand count) => Futex(word, 1, "FUTEX_WAKE", count);

    /// <summary>Sleeps for a time: nanosleep(2).</summary>
    /// <param name="time">How long.</param>
    public Value Sleep(TimeSpan time)
    {
        var timespec = new byte[16];
        MemoryMarshal.Write(timespec, (long)time.TotalSeconds);
        MemoryMarshal.Write(timespec.AsSpan(8), time.Ticks % TimeSpan.TicksPerSecond * TimeSpan.NanosecondsPerTick);
        return CallStep("nanosleep", $"nanosleep({time.TotalMilliseconds} ms)", [Argument.At(Offset(timespec)), 0]);
    }

    /// <summary>Sleeps until a signal comes whose handler runs, or that ends the process: pause(2).</summary>
    public Value Pause() => CallStep("pause", "pause()", []);

    private Value Futex(SharedWord word, int operation, string name, Operand value)
    {
        ArgumentNullException.ThrowIfNull(word);
        return Emit(
            Op.Call,
            [SystemCallNumbers.Futex, new Argument((long)word.Address), operation, value, 0, 0],
            Libc.Address("syscall"),
            Instruction.Flag.None,
            new StepDescription("futex", $"futex(word, {name}, {{3}})"));
    }
}
