using Ipc.Children.Interpreter;
using static Ipc.Native.FutexOperation;

namespace Ipc.Children;

/// <content>What a measurement needs: the clock, the use of resources, and waiting on words wherever the child has mapped them.</content>
public sealed partial class ChildProgram
{
    /// <summary>The time on CLOCK_MONOTONIC, in nanoseconds. It asks no system call where the kernel's vDSO can read the clock: vdso(7).</summary>
    /// <seealso href="https://man7.org/linux/man-pages/man2/clock_gettime.2.html"/>
    public Value Now() => Emit(Op.Now, [], step: new StepDescription("now", "clock_gettime(CLOCK_MONOTONIC)"));

    /// <summary>Writes down what the caller's process has used so far: getrusage(2) with RUSAGE_SELF.</summary>
    /// <param name="address">Room for a struct rusage: 144 bytes.</param>
    /// <seealso href="https://man7.org/linux/man-pages/man2/getrusage.2.html"/>
    public Value GetUsage(Operand address) => CallStep("getrusage", "getrusage(RUSAGE_SELF, 0x{1:x})", [0, address]);

    /// <summary>Reads the word at an address again and again until it has a value, yielding the CPU now and then; but not where that is timed, in what is compiled.</summary>
    /// <param name="address">The address, a multiple of 8.</param>
    /// <param name="value">The value to wait for.</param>
    /// <returns>How many looks found another value.</returns>
    public Value SpinUntilAt(Operand address, Operand value) => Emit(Op.SpinUntilEqual, [address, value], step: new StepDescription("spin_at", "spin_at(0x{0:x}, {1})"));

    /// <summary>Gives the word at an address another value in one atomic step, which no access of this child overtakes.</summary>
    /// <param name="address">The address, a multiple of 8.</param>
    /// <param name="value">Its new value.</param>
    /// <returns>What it held before.</returns>
    public Value ExchangeAt(Operand address, Operand value) => Emit(Op.Exchange, [address, value], step: new StepDescription("exchange_at", "exchange_at(0x{0:x}, {1})"));

    /// <summary>As <see cref="FutexWait"/>, on the word at an address, which processes may share.</summary>
    /// <param name="address">The address, a multiple of 8.</param>
    /// <param name="value">The value of its lower half to sleep on.</param>
    /// <returns>0 when it was woken, or −1: EAGAIN, EINTR.</returns>
    /// <seealso href="https://man7.org/linux/man-pages/man2/futex.2.html"/>
    public Value FutexWaitAt(Operand address, Operand value) =>
        Emit(Op.Futex, [address, FUTEX_WAIT, value, 0, 0, 0], step: new StepDescription("futex", "futex(0x{0:x}, FUTEX_WAIT, {2})"));

    /// <summary>As <see cref="FutexWake"/>, for the word at an address.</summary>
    /// <param name="address">The address, a multiple of 8.</param>
    /// <param name="count">The most to wake.</param>
    /// <returns>How many were woken.</returns>
    public Value FutexWakeAt(Operand address, Operand count) =>
        Emit(Op.Futex, [address, FUTEX_WAKE, count, 0, 0, 0], step: new StepDescription("futex", "futex(0x{0:x}, FUTEX_WAKE, {2})"));
}
