using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Ipc.Children.Interpreter;
using Ipc.Native;

namespace Ipc.Children;

/// <content>Signals: sending, blocking, waiting, dispositions.</content>
public sealed partial class ChildProgram
{
    private const long SA_SIGINFO = 4, SA_NOCLDSTOP = 1, SA_NOCLDWAIT = 2, SA_RESTART = 0x10000000, SA_RESETHAND = 0x80000000;

    /// <summary>Sends a signal to the caller itself.</summary>
    /// <param name="signal">Which.</param>
    public Value Raise(Signal signal) => CallStep("raise", $"raise({signal})", [(Operand)signal]);

    /// <summary>Sends a signal.</summary>
    /// <param name="pid">To whom; negative for a process group.</param>
    /// <param name="signal">Which.</param>
    public Value Kill(Operand pid, Signal signal) => CallStep("kill", $"kill({{0}}, {signal})", [pid, (Operand)signal]);

    /// <summary>Sends a signal to one thread: tgkill(2). Nobody else can take it.</summary>
    /// <param name="pid">The thread's process.</param>
    /// <param name="tid">The thread.</param>
    /// <param name="signal">Which.</param>
    /// <seealso href="https://man7.org/linux/man-pages/man2/tgkill.2.html"/>
    public Value KillThread(Operand pid, Operand tid, Signal signal) =>
        Emit(Op.SystemCall, [SystemCallNumbers.KillThread, pid, tid, (Operand)signal], flags: Instruction.Flag.IntResult, step: new StepDescription("tgkill", $"tgkill({{1}}, {{2}}, {signal})"));

    /// <summary>Sends a signal with a word: sigqueue(3).</summary>
    /// <param name="pid">To whom.</param>
    /// <param name="signal">Which.</param>
    /// <param name="word">What the receiver finds in si_value.</param>
    /// <seealso href="https://man7.org/linux/man-pages/man3/sigqueue.3.html"/>
    public Value SigQueue(Operand pid, Signal signal, Operand word) => CallStep("sigqueue", $"sigqueue({{0}}, {signal}, {{2}})", [pid, (Operand)signal, word]);

    /// <summary>Makes a descriptor from which pending signals are read as records of 128 bytes: signalfd(2).</summary>
    /// <param name="signals">Which; they should be blocked.</param>
    /// <returns>The descriptor, or −1.</returns>
    /// <seealso href="https://man7.org/linux/man-pages/man2/signalfd.2.html"/>
    public Value SignalFd(params Signal[] signals) =>
        CallStep("signalfd", $"signalfd(-1, {string.Join("|", signals)}, 0)", [-1, Argument.At(Offset(Set(signals))), 0]);

    /// <summary>Has SIGALRM sent to the caller after some seconds: alarm(2). It takes the place of the one that the laboratory set.</summary>
    /// <param name="seconds">How many; 0 for none any more.</param>
    /// <returns>How many seconds were left of the alarm before.</returns>
    public Value Alarm(Operand seconds) => CallStep("alarm", "alarm({0})", [seconds]);

    /// <summary>Blocks signals: they stay pending until they are unblocked or waited for.</summary>
    /// <param name="signals">Which.</param>
    public Value Block(params Signal[] signals) => Mask(0, "SIG_BLOCK", signals);

    /// <summary>Unblocks signals; pending ones are delivered before the call returns.</summary>
    /// <param name="signals">Which.</param>
    public Value Unblock(params Signal[] signals) => Mask(1, "SIG_UNBLOCK", signals);

    /// <summary>Waits until one of the signals is pending and takes it.</summary>
    /// <param name="signals">Which; they should be blocked.</param>
    /// <returns>The signal's number, or −1.</returns>
    public Value SigWait(params Signal[] signals) =>
        CallStep("sigwaitinfo", $"sigwaitinfo({string.Join(", ", signals)})", [Argument.At(Offset(Set(signals))), Argument.At(Offset(new byte[128]))]);

    /// <summary>Sets what a signal does.</summary>
    /// <param name="signal">Which signal.</param>
    /// <param name="disposition">Default, ignore, or a handler that notes each signal in <see cref="ChildProcess.Signals"/>.</param>
    /// <param name="restart">With a handler: interrupted calls go on by themselves (SA_RESTART).</param>
    /// <param name="once">With a handler: it runs once, and the next signal finds the default action (SA_RESETHAND).</param>
    /// <param name="noStops">For SIGCHLD: only the end of a child sends it, not its stops (SA_NOCLDSTOP).</param>
    /// <seealso href="https://man7.org/linux/man-pages/man2/sigaction.2.html"/>
    public Value SetDisposition(Signal signal, Disposition disposition, bool restart = false, bool once = false, bool noStops = false)
    {
        var flags = (disposition switch
        {
            Disposition.Handler => SA_SIGINFO | (restart ? SA_RESTART : 0) | (once ? SA_RESETHAND : 0),
            Disposition.NoChildWait => SA_NOCLDWAIT,
            _ => 0,
        }) | (noStops ? SA_NOCLDSTOP : 0);
        var handler = disposition switch
        {
            Disposition.Ignore => 1,
            Disposition.Handler => ChildCode.SignalHandler,
            _ => 0,
        };
        HasHandlers |= disposition == Disposition.Handler;
        return CallStep("sigaction", $"sigaction({signal}, {disposition})", [(Operand)signal, Argument.At(Offset(Action(handler, flags))), 0]);
    }

    /// <summary>
    /// Sets a handler of the program's own for a signal. It runs between any two instructions of whatever the signal interrupts; like a thread
    /// it has no values of the program around it, and shares words, memory and descriptors with it. Each signal is noted in <see cref="ChildProcess.Signals"/>, too.
    /// </summary>
    /// <param name="signal">Which signal. A program has one such handler for each.</param>
    /// <param name="body">Records the handler's steps; after the last it returns, unless that is <see cref="Exit"/>.</param>
    /// <param name="restart">Interrupted calls go on by themselves (SA_RESTART).</param>
    /// <param name="noStops">For SIGCHLD: only the end of a child sends it, not its stops (SA_NOCLDSTOP).</param>
    /// <exception cref="InvalidOperationException">The program has a handler of its own for this signal already.</exception>
    /// <seealso href="https://man7.org/linux/man-pages/man7/signal-safety.7.html"/>
    public Value SetHandler(Signal signal, Action body, bool restart = false, bool noStops = false)
    {
        ArgumentNullException.ThrowIfNull(body);
        if (handlers.Any(one => one.Signal == (int)signal))
        {
            throw new InvalidOperationException($"the program has a handler of its own for {signal} already");
        }

        HasHandlers = true;
        var action = Action(ChildCode.StepHandler, SA_SIGINFO | (restart ? SA_RESTART : 0) | (noStops ? SA_NOCLDSTOP : 0));
        var result = CallStep("sigaction", $"sigaction({signal}, handler)", [(Operand)signal, Argument.At(Offset(action)), 0]);
        var past = Branch(Op.Jump);
        handlers.Add(((int)signal, instructions.Count));
        if (!Body(body, out var statements))
        {
            instructions.Add(new RecordedInstruction(Op.Return, 0, -1, 0, 0, []));
        }

        GiveBody($"on_{signal}".ToLowerInvariant(), statements);
        past.Target = instructions.Count;
        return result;
    }

    /// <summary>glibc's struct sigaction: handler, 128 bytes of mask, flags; the same on x86-64 and arm64.</summary>
    private static byte[] Action(nint handler, long flags)
    {
        var action = new byte[152];
        MemoryMarshal.Write(action, (long)handler);
        MemoryMarshal.Write(action.AsSpan(136), (int)flags);
        return action;
    }

    private Value Mask(int how, string name, Signal[] signals, [CallerMemberName] string method = "") =>
        CallStep("sigprocmask", $"sigprocmask({name}, {string.Join("|", signals)})", [how, Argument.At(Offset(Set(signals))), 0], method: method);

    private static byte[] Set(Signal[] signals)
    {
        var bits = signals.Aggregate(0UL, (set, signal) => set | (1UL << ((int)signal - 1)));
        var set = new byte[128];
        MemoryMarshal.Write(set, bits);
        return set;
    }
}
