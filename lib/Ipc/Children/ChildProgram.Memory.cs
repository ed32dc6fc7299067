using Ipc.Children.Interpreter;

namespace Ipc.Children;

/// <content>Shared words and time.</content>
public sealed partial class ChildProgram
{
    /// <summary>Reads a word with acquire order.</summary>
    /// <param name="word">The word.</param>
    public Value Load(SharedWord word) => WordStep(Op.Load, "load", word, []);

    /// <summary>Writes a word with release order.</summary>
    /// <param name="word">The word.</param>
    /// <param name="value">Its new value.</param>
    public Value Store(SharedWord word, Operand value) => WordStep(Op.Store, "store", word, [value]);

    /// <summary>Adds to a word in one atomic step.</summary>
    /// <param name="word">The word.</param>
    /// <param name="value">What to add.</param>
    /// <returns>What it held before.</returns>
    public Value Add(SharedWord word, Operand value) => WordStep(Op.FetchAdd, "fetch_add", word, [value]);

    /// <summary>Replaces a word's value in one atomic step if it is the expected one.</summary>
    /// <param name="word">The word.</param>
    /// <param name="expected">What it must hold.</param>
    /// <param name="desired">What it gets.</param>
    /// <returns>What it held before.</returns>
    public Value CompareExchange(SharedWord word, Operand expected, Operand desired) => WordStep(Op.CompareExchange, "compare_exchange", word, [expected, desired]);

    /// <summary>Gives a word another value in one atomic step.</summary>
    /// <param name="word">The word.</param>
    /// <param name="value">Its new value.</param>
    /// <returns>What it held before.</returns>
    public Value Exchange(SharedWord word, Operand value) => WordStep(Op.Exchange, "exchange", word, [value]);

    /// <summary>Reads a word again and again until it has a value, yielding the CPU now and then.</summary>
    /// <param name="word">The word.</param>
    /// <param name="value">The value to wait for.</param>
    /// <returns>How many looks found another value.</returns>
    public Value SpinUntil(SharedWord word, Operand value) => WordStep(Op.SpinUntilEqual, "spin", word, [value]);

    /// <summary>Uses so much CPU time, by CLOCK_THREAD_CPUTIME_ID: the caller stays ready to run until it has had it.</summary>
    /// <param name="cpuTime">How much.</param>
    /// <returns>How often it looked at the clock.</returns>
    public Value Compute(TimeSpan cpuTime) =>
        Emit(Op.Compute, [(Operand)(cpuTime.Ticks * TimeSpan.NanosecondsPerTick)], step: new StepDescription("compute", $"compute({cpuTime.TotalMilliseconds} ms)"));

    /// <summary>Sets bytes of a block: memset(3). Each page that is written for the first time costs a page fault.</summary>
    /// <param name="block">The block; after a fork the child writes into its own copy.</param>
    /// <param name="value">What each byte becomes.</param>
    /// <param name="bytes">How many bytes from the start on.</param>
    /// <exception cref="ArgumentOutOfRangeException">The block is smaller.</exception>
    public Value Fill(MemoryBlock block, byte value, long bytes)
    {
        ArgumentNullException.ThrowIfNull(block);
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes, block.Bytes);
        return CallStep("memset", $"memset(block, {value}, {{2}})", [Argument.Of(block), (int)value, new Argument(bytes)], intResult: false);
    }

    /// <summary>Sleeps for a time: nanosleep(2).</summary>
    /// <param name="time">How long.</param>
    public Value Sleep(TimeSpan time) => CallStep("nanosleep", $"nanosleep({time.TotalMilliseconds} ms)", [Argument.At(Offset(TimeSpec(time))), 0]);

    /// <summary>Sleeps until a signal comes whose handler runs, or that ends the process: pause(2).</summary>
    public Value Pause() => CallStep("pause", "pause()", []);
}
