using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Ipc.Children.Interpreter;
using Ipc.Futexes;
using Ipc.Native;
using static Ipc.Native.FutexOperation;

namespace Ipc.Children;

/// <content>Futexes, and the mutexes that libc builds on them.</content>
public sealed partial class ChildProgram
{
    /// <summary>Sleeps in the kernel while the word's lower half has a value: FUTEX_WAIT. The kernel compares and falls asleep in one step.</summary>
    /// <param name="word">The word.</param>
    /// <param name="value">The value to sleep on; with another the call returns at once with EAGAIN.</param>
    /// <param name="isPrivate">FUTEX_WAIT_PRIVATE: only threads of this process can wake it.</param>
    /// <param name="timeout">How long at most; then it fails with ETIMEDOUT.</param>
    /// <returns>0 when it was woken, or −1: EAGAIN, EINTR, ETIMEDOUT.</returns>
    /// <seealso href="https://man7.org/linux/man-pages/man2/futex.2.html"/>
    public Value FutexWait(SharedWord word, Operand value, bool isPrivate = false, TimeSpan? timeout = null) =>
        Futex(FUTEX_WAIT, isPrivate, word, value, timeout is { } time ? $"{{2}}, {time.TotalMilliseconds} ms" : "{2}", timeout is { } span ? Argument.At(Offset(TimeSpec(span))) : 0);

    /// <summary>Wakes who sleeps on the word: FUTEX_WAKE.</summary>
    /// <param name="word">The word.</param>
    /// <param name="count">The most to wake.</param>
    /// <param name="isPrivate">FUTEX_WAKE_PRIVATE: it finds threads of this process only, and only those whose wait was private too.</param>
    /// <returns>How many were woken.</returns>
    public Value FutexWake(SharedWord word, Operand count, bool isPrivate = false) => Futex(FUTEX_WAKE, isPrivate, word, count, "{2}", 0);

    /// <summary>As <see cref="FutexWait"/>, with marks by which a waker can choose: FUTEX_WAIT_BITSET.</summary>
    /// <param name="word">The word.</param>
    /// <param name="value">The value to sleep on.</param>
    /// <param name="marks">The bits of this sleeper: at least one.</param>
    /// <param name="isPrivate">FUTEX_WAIT_BITSET_PRIVATE: only threads of this process can wake it.</param>
    public Value FutexWaitBitset(SharedWord word, Operand value, uint marks, bool isPrivate = false) => Futex(FUTEX_WAIT_BITSET, isPrivate, word, value, $"{{2}}, 0x{marks:x}", 0, marks: marks);

    /// <summary>Wakes those who sleep on the word with one of these marks: FUTEX_WAKE_BITSET.</summary>
    /// <param name="word">The word.</param>
    /// <param name="count">The most to wake.</param>
    /// <param name="marks">The bits: at least one.</param>
    /// <param name="isPrivate">FUTEX_WAKE_BITSET_PRIVATE.</param>
    /// <returns>How many were woken.</returns>
    public Value FutexWakeBitset(SharedWord word, Operand count, uint marks, bool isPrivate = false) => Futex(FUTEX_WAKE_BITSET, isPrivate, word, count, $"{{2}}, 0x{marks:x}", 0, marks: marks);

    /// <summary>Wakes some of those who sleep on a word, and lets others sleep on at another, without running: FUTEX_CMP_REQUEUE.</summary>
    /// <param name="word">The word that they sleep on.</param>
    /// <param name="expected">What it must hold; with another value the call fails with EAGAIN.</param>
    /// <param name="wake">The most to wake.</param>
    /// <param name="target">Where the others sleep afterwards.</param>
    /// <param name="move">The most to move there.</param>
    /// <param name="isPrivate">FUTEX_CMP_REQUEUE_PRIVATE.</param>
    /// <returns>How many were woken or moved.</returns>
    public Value FutexRequeue(SharedWord word, Operand expected, Operand wake, SharedWord target, Operand move, bool isPrivate = false)
    {
        ArgumentNullException.ThrowIfNull(target);
        return Futex(FUTEX_CMP_REQUEUE, isPrivate, word, wake, "{2}, {3}, target, {5}", move, Argument.Of(target), expected);
    }

    /// <summary>
    /// Tells the kernel of a word that this thread may own: set_robust_list(2), with a list of one entry. When the thread ends while the word's
    /// lower bits are its id, the kernel sets FUTEX_OWNER_DIED in it and wakes one sleeper, if FUTEX_WAITERS is set.
    /// </summary>
    /// <param name="word">The word. libc's own list of this thread is forgotten.</param>
    /// <seealso href="https://man7.org/linux/man-pages/man2/set_robust_list.2.html"/>
    public Value SetRobustList(SharedWord word)
    {
        ArgumentNullException.ThrowIfNull(word);
        var (head, entry) = (Offset(new byte[RobustHeadBytes]), Offset(new byte[sizeof(long)]));
        vectors.Add((head, [entry]));
        vectors.Add((entry, [head]));
        var distance = Emit(Op.Subtract, [Argument.Of(word), Argument.At(entry)]);
        Emit(Op.Store, [Argument.At(head + sizeof(long)), (Operand)distance]);
        block.RemoveRange(block.Count - 2, 2); // how the list is made is no part of the program
        return Emit(
            Op.SystemCall,
            [SystemCallNumbers.SetRobustList, Argument.At(head), RobustHeadBytes, Argument.Of(word)],
            step: new StepDescription("set_robust_list", "set_robust_list({word}, {2})"));
    }

    /// <summary>Locks a mutex of libc, and waits until it can: pthread_mutex_lock(3).</summary>
    /// <param name="mutex">The mutex.</param>
    /// <returns>0, or the number of the error: EOWNERDEAD where it has the lock, and its last owner died with it.</returns>
    /// <seealso href="https://man7.org/linux/man-pages/man3/pthread_mutex_lock.3.html"/>
    public Value Lock(PosixMutex mutex) => Mutex("pthread_mutex_lock", mutex);

    /// <summary>Locks a mutex of libc if that goes at once: pthread_mutex_trylock(3).</summary>
    /// <param name="mutex">The mutex.</param>
    /// <returns>0, or the number of the error: EBUSY.</returns>
    public Value TryLock(PosixMutex mutex) => Mutex("pthread_mutex_trylock", mutex);

    /// <summary>Unlocks a mutex of libc, and wakes who waits for it: pthread_mutex_unlock(3).</summary>
    /// <param name="mutex">The mutex.</param>
    public Value Unlock(PosixMutex mutex) => Mutex("pthread_mutex_unlock", mutex);

    /// <summary>Says that what a robust mutex guards is in order again, after EOWNERDEAD: pthread_mutex_consistent(3). Without it the mutex is of no more use once it is unlocked.</summary>
    /// <param name="mutex">The mutex, which this thread has.</param>
    /// <seealso href="https://man7.org/linux/man-pages/man3/pthread_mutex_consistent.3.html"/>
    public Value MakeConsistent(PosixMutex mutex) => Mutex("pthread_mutex_consistent", mutex);

    private Value Mutex(string function, PosixMutex mutex, [CallerMemberName] string method = "")
    {
        ArgumentNullException.ThrowIfNull(mutex);
        return Emit(Op.Call, [Argument.Of(mutex)], Libc.Address(function), Instruction.Flag.IntResult, new StepDescription(function, $"{function}(mutex)"), method: method);
    }

    private Value Futex(int operation, bool isPrivate, SharedWord word, Operand value, string shown, Argument fourth, Argument? target = null, Operand? expected = null, uint marks = 0, [CallerMemberName] string method = "")
    {
        ArgumentNullException.ThrowIfNull(word);
        operation |= isPrivate ? FUTEX_PRIVATE_FLAG : 0;
        return Emit(
            Op.Futex,
            [Argument.Of(word), operation, value, fourth, target ?? 0, expected ?? (long)marks],
            step: new StepDescription("futex", $"futex(word, {Name(operation)}, {shown})"),
            method: method);
    }

    private static byte[] TimeSpec(TimeSpan time)
    {
        var timespec = new byte[16];
        MemoryMarshal.Write(timespec, (long)time.TotalSeconds);
        MemoryMarshal.Write(timespec.AsSpan(8), time.Ticks % TimeSpan.TicksPerSecond * TimeSpan.NanosecondsPerTick);
        return timespec;
    }
}
