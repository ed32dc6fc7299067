using Ipc.Children;

namespace Ipc.Measurement.Mechanisms;

/// <summary>How one side of shared memory waits until the other has changed a word.</summary>
internal abstract class Waiting
{
    /// <summary>Who waits or publishes: the receiver waits for messages, the sender for free slots.</summary>
    internal enum Role
    {
        Sender,
        Receiver,
    }

    /// <summary>It sleeps in the kernel, and the other wakes it if it does.</summary>
    internal static Waiting Futex { get; } = new ByFutex();

    /// <summary>It looks again and again, and keeps its CPU.</summary>
    internal static Waiting Spinning { get; } = new BySpinning();

    /// <summary>Two POSIX semaphores count messages and free slots.</summary>
    internal static Waiting Semaphore { get; } = new BySemaphore();

    /// <summary>Two counters behind descriptors count messages and free slots: eventfd(2) with EFD_SEMAPHORE.</summary>
    internal static Waiting EventFd { get; } = new ByEventFd();

    /// <summary>Records what a ring needs, in the 2 KiB of its header.</summary>
    internal virtual void Prepare(ChildProgram c, Value header, int slots)
    {
    }

    /// <summary>Records that the side waits until the word at an address has a value.</summary>
    internal abstract void Until(ChildProgram c, Value header, Role role, Value address, Value value);

    /// <summary>Records that the side gives a word its value, and lets the other know.</summary>
    internal abstract void Publish(ChildProgram c, Value header, Role role, Value address, Value value);

    private sealed class BySpinning : Waiting
    {
        internal override void Until(ChildProgram c, Value header, Role role, Value address, Value value) => c.SpinUntilAt(address, value);

        internal override void Publish(ChildProgram c, Value header, Role role, Value address, Value value) => c.StoreRelease(address, value);
    }

    /// <summary>
    /// Who is about to sleep says so first, and who has published looks after that: each in one step that nothing overtakes, so that
    /// one of the two sees the other. A kernel call is made only where somebody has to sleep.
    /// </summary>
    private sealed class ByFutex : Waiting
    {
        private const int CacheLine = 64;

        internal override void Until(ChildProgram c, Value header, Role role, Value address, Value value)
        {
            var asleep = Asleep(header, role);
            var seen = c.Number(0);
            c.While(
                () =>
                {
                    c.Assign(seen, c.LoadAcquire(address));
                    return seen.IsNot(value);
                },
                () =>
                {
                    c.ExchangeAt(asleep, 1);
                    c.FutexWaitAt(address, seen);
                    c.StoreRelease(asleep, 0);
                });
        }

        internal override void Publish(ChildProgram c, Value header, Role role, Value address, Value value)
        {
            c.ExchangeAt(address, value);
            var other = Asleep(header, role == Role.Sender ? Role.Receiver : Role.Sender);
            c.If(c.LoadAcquire(other).Is(1), () => c.FutexWakeAt(address, 1));
        }

        private static Value Asleep(Value header, Role role) => header + (role == Role.Sender ? 0 : CacheLine);
    }

    private sealed class BySemaphore : Waiting
    {
        private const int Spaces = 0, Messages = 64;

        internal override void Prepare(ChildProgram c, Value header, int slots)
        {
            c.InitializeSemaphore(header + Spaces, slots);
            c.InitializeSemaphore(header + Messages, 0);
        }

        internal override void Until(ChildProgram c, Value header, Role role, Value address, Value value) => c.WaitSemaphore(header + (role == Role.Sender ? Spaces : Messages));

        internal override void Publish(ChildProgram c, Value header, Role role, Value address, Value value) => c.PostSemaphore(header + (role == Role.Sender ? Messages : Spaces));
    }

    private sealed class ByEventFd : Waiting
    {
        // The header holds the numbers of the descriptors, the word that is written, and for each role one that is read into.
        private const int Spaces = 0, Messages = 64, One = 128, SenderReads = 192, ReceiverReads = 256;

        internal override void Prepare(ChildProgram c, Value header, int slots)
        {
            c.StoreAt(header + Spaces, c.CreateEventFd(slots, semaphore: true));
            c.StoreAt(header + Messages, c.CreateEventFd(0, semaphore: true));
            c.StoreAt(header + One, 1);
        }

        internal override void Until(ChildProgram c, Value header, Role role, Value address, Value value) =>
            c.ReadTo(c.LoadAt(header + (role == Role.Sender ? Spaces : Messages)), header + (role == Role.Sender ? SenderReads : ReceiverReads), sizeof(long));

        internal override void Publish(ChildProgram c, Value header, Role role, Value address, Value value) =>
            c.WriteFrom(c.LoadAt(header + (role == Role.Sender ? Messages : Spaces)), header + One, sizeof(long));
    }
}
