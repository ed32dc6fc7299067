using Ipc.Children;
using Ipc.Robustness;

namespace Ipc.Tests.Robustness;

public sealed class RobustnessTests
{
    [Fact]
    public void A_pipe_tells_either_side_of_the_others_death()
    {
        var pipe = RobustnessMatrix.ObserveOne("pipe");
        Assert.Equal(("read", "end of file", true), (pipe.WriterKilled.Call, pipe.WriterKilled.Saw, pipe.WriterKilled.Learned));
        Assert.Equal(("write", "EPIPE and SIGPIPE", true), (pipe.ReaderKilled.Call, pipe.ReaderKilled.Saw, pipe.ReaderKilled.Learned));
        Assert.Equal((HalfMessage.Told, "", 4), (pipe.HalfMessage, pipe.Left, pipe.Score));
    }

    [Fact]
    public void A_FIFO_does_as_a_pipe_and_leaves_its_name()
    {
        var fifo = RobustnessMatrix.ObserveOne("FIFO");
        Assert.Equal(("end of file", "EPIPE and SIGPIPE"), (fifo.WriterKilled.Saw, fifo.ReaderKilled.Saw));
        Assert.Equal((HalfMessage.Told, "the name", 3), (fifo.HalfMessage, fifo.Left, fifo.Score));
    }

    [Theory]
    [InlineData("stream socket pair", HalfMessage.Told)]
    [InlineData("seqpacket socket pair", HalfMessage.Impossible)]
    public void A_connected_socket_tells_of_the_end_and_of_what_was_not_read(string name, HalfMessage half)
    {
        var socket = RobustnessMatrix.ObserveOne(name);
        Assert.Equal(("read", "end of file", true), (socket.WriterKilled.Call, socket.WriterKilled.Saw, socket.WriterKilled.Learned));
        Assert.Equal(("write", "ECONNRESET", true), (socket.ReaderKilled.Call, socket.ReaderKilled.Saw, socket.ReaderKilled.Learned));
        Assert.Equal((half, "", 4), (socket.HalfMessage, socket.Left, socket.Score));
        Assert.True(socket.IsSocket);
    }

    [Fact]
    public void A_socket_at_a_path_leaves_the_path()
    {
        var socket = RobustnessMatrix.ObserveOne("stream socket at a path");
        Assert.Equal(("end of file", "ECONNRESET", "the name", 3), (socket.WriterKilled.Saw, socket.ReaderKilled.Saw, socket.Left, socket.Score));
    }

    [Fact]
    public void A_datagram_socket_tells_only_who_sends()
    {
        var socket = RobustnessMatrix.ObserveOne("datagram socket pair");
        Assert.Equal(("nothing", false, null), (socket.WriterKilled.Saw, socket.WriterKilled.Learned, socket.WriterKilled.After));
        Assert.Equal(("ECONNREFUSED", true), (socket.ReaderKilled.Saw, socket.ReaderKilled.Learned));
        Assert.Equal((HalfMessage.Impossible, "", 3), (socket.HalfMessage, socket.Left, socket.Score));
    }

    [Theory]
    [InlineData("memory map, futex", "futex", "the file, and half a message")]
    [InlineData("POSIX shared memory, semaphore", "sem_wait", "the memory, the semaphore at 0, and half a message")]
    public void Who_waits_in_memory_for_a_dead_process_waits_for_ever(string name, string call, string left)
    {
        var memory = RobustnessMatrix.ObserveOne(name);
        Assert.Equal((call, "nothing", null), (memory.WriterKilled.Call, memory.WriterKilled.Saw, memory.WriterKilled.After));
        Assert.Equal((call, "nothing", null), (memory.ReaderKilled.Call, memory.ReaderKilled.Saw, memory.ReaderKilled.After));
        Assert.Equal((HalfMessage.NotTold, left, 0), (memory.HalfMessage, memory.Left, memory.Score));
    }

    [Fact]
    public void A_semaphore_with_undo_is_given_back_and_hides_a_half_message()
    {
        var memory = RobustnessMatrix.ObserveOne("System V shared memory, semaphore");
        Assert.Equal(("semop", "the lock", false), (memory.WriterKilled.Call, memory.WriterKilled.Saw, memory.WriterKilled.Learned));
        Assert.Equal((HalfMessage.NotTold, "the memory, the semaphore at 1, and half a message", 0), (memory.HalfMessage, memory.WriterKilled.Left, memory.Score));
        Assert.Equal([1, 1, 2, 1], memory.WriterKilled.Traces[1].Steps.Where(step => step.Call == "load_at").Select(step => step.Result));
    }

    [Fact]
    public void A_robust_mutex_tells_that_its_holder_has_died_and_so_of_the_half_message()
    {
        var memory = RobustnessMatrix.ObserveOne("memory map, robust mutex");
        Assert.Equal(("pthread_mutex_lock", "EOWNERDEAD", true), (memory.WriterKilled.Call, memory.WriterKilled.Saw, memory.WriterKilled.Learned));
        Assert.Equal(("EOWNERDEAD", true), (memory.ReaderKilled.Saw, memory.ReaderKilled.Learned));
        Assert.Equal((HalfMessage.Told, "", 4), (memory.HalfMessage, memory.Left, memory.Score));
    }

    [Theory]
    [InlineData("POSIX message queue", "mq_receive", "mq_send", "the queue, and 2 messages")]
    [InlineData("System V message queue", "msgrcv", "msgsnd", "the queue, and ")]
    public void A_message_queue_tells_nobody_and_keeps_whole_messages(string name, string take, string put, string left)
    {
        var queue = RobustnessMatrix.ObserveOne(name);
        Assert.Equal((take, "nothing", false, null), (queue.WriterKilled.Call, queue.WriterKilled.Saw, queue.WriterKilled.Learned, queue.WriterKilled.After));
        Assert.Equal((put, "nothing", false, null), (queue.ReaderKilled.Call, queue.ReaderKilled.Saw, queue.ReaderKilled.Learned, queue.ReaderKilled.After));
        Assert.Equal((HalfMessage.Impossible, 1), (queue.HalfMessage, queue.Score));
        Assert.StartsWith(left, queue.Left, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_waits_for_a_signal_waits_on_and_who_sends_one_to_a_reaped_process_is_told()
    {
        var signal = RobustnessMatrix.ObserveOne("real-time signal");
        Assert.Equal(("sigwaitinfo", false), (signal.WriterKilled.Call, signal.WriterKilled.Learned));
        Assert.Equal(("sigqueue", "ESRCH", true), (signal.ReaderKilled.Call, signal.ReaderKilled.Saw, signal.ReaderKilled.Learned));
        Assert.Equal((HalfMessage.Impossible, "", 3), (signal.HalfMessage, signal.Left, signal.Score));
    }

    [Fact]
    public void An_eventfd_tells_nobody_and_leaves_nothing()
    {
        var counter = RobustnessMatrix.ObserveOne("eventfd");
        Assert.Equal(("read", false, "write", false), (counter.WriterKilled.Call, counter.WriterKilled.Learned, counter.ReaderKilled.Call, counter.ReaderKilled.Learned));
        Assert.Equal((HalfMessage.NotTold, "", 1), (counter.HalfMessage, counter.Left, counter.Score));
    }

    [Fact]
    public void A_lock_that_its_dead_holder_gave_back_hides_a_half_message()
    {
        var locked = RobustnessMatrix.ObserveOne("memory map, flock");
        Assert.Equal(("flock", "the lock", false), (locked.WriterKilled.Call, locked.WriterKilled.Saw, locked.WriterKilled.Learned));
        Assert.Equal((HalfMessage.NotTold, "the file, and half a message", 0), (locked.HalfMessage, locked.WriterKilled.Left, locked.Score));

        // What the reader found in the memory that the lock had guarded: the new first half beside the old second one.
        var found = locked.WriterKilled.Traces[1].Steps.Where(step => step.Call == "load_at").Select(step => step.Result);
        Assert.Equal([1, 1, 2, 1], found);
    }

    [Fact]
    public void A_cell_has_both_traces_the_time_of_the_kill_and_what_a_waiting_survivor_waits_for()
    {
        var cell = RobustnessMatrix.ObserveOne("POSIX message queue").WriterKilled;
        Assert.All(cell.Traces, trace => Assert.NotEmpty(trace.Steps));
        Assert.Equal(ExitStatus.FromRaw(9), cell.Traces[0].Processes[0].Status);
        Assert.True(cell.KilledAt > cell.Traces[1].Steps[^1].Start && cell.KilledAt < cell.Traces[0].Processes[0].Ended!.Value);
        Assert.Contains(cell.Hang!.Threads, thread => thread.WaitsFor is not null);
        Assert.EndsWith("did not return", cell.Steps[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_mechanism_is_told_with_those_that_there_are() =>
        Assert.Contains("pipe", Assert.Throws<ArgumentException>(() => RobustnessMatrix.ObserveOne("telegraph")).Message, StringComparison.Ordinal);
}
